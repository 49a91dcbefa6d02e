namespace WallboxMqtt.Balancer.Metering;

/// <summary>Holds a device's counter against the measured power, over 1 kWh of power at a time.</summary>
internal sealed class FollowWindow
{
    /// <summary>So much measured power passes before a verdict, in Wh.</summary>
    internal const double Length = 1000;

    /// <summary>Below this, a power is the noise of a measurement without a load, or a device's own consumption. In W.</summary>
    internal const double Noise = 25;

    private const double Resolution = 100;

    private double _counted;
    private double _seen;
    private double _noise;

    /// <summary>The power measured in this window, in Wh.</summary>
    internal double Powered { get; private set; }

    /// <summary>Takes an interval.</summary>
    /// <param name="powered">The measured power times time, in Wh.</param>
    /// <param name="elapsed">The interval.</param>
    /// <param name="counted">What the counter has risen, in Wh.</param>
    /// <param name="unseen">How much of that may have flowed while the power was unknown, in Wh.</param>
    /// <returns>True if the counter has followed, false if it has not, null while neither is known. Then the next window begins.</returns>
    internal bool? Take(double powered, TimeSpan elapsed, double counted, double unseen)
    {
        Powered += powered;
        _counted += counted;
        _seen += counted - unseen;
        _noise += Noise * elapsed.TotalHours;
        var surplus = _seen - (2 * Powered) - _noise;
        if (surplus <= Length && Powered < Length)
            return null;
        var follows = surplus <= Resolution && _counted >= (Powered / 2) - Resolution;
        (Powered, _counted, _seen, _noise) = (0, 0, 0, 0);
        return follows;
    }
}
