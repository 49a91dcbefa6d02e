namespace WallboxMqtt.Balancer.Units;

/// <summary>The arithmetic between power and whole amperes a phase. Cut down, never rounded.</summary>
public static class Setpoints
{
    /// <summary>The least current a control pilot can offer (IEC 61851-1, table A.8).</summary>
    public const int Minimum = 6;

    /// <summary>The largest setpoint the wallbox takes.</summary>
    public const int Maximum = 32;

    /// <summary>What a current draws on all phases.</summary>
    public static Watts PowerOf(Amperes current, int phases, Volts voltage) => new(current.Value * phases * voltage.Value);

    /// <summary>
    /// The largest whole number of amperes whose power is at most <paramref name="power"/>, 0 to 1000. The comparison is made
    /// with <see cref="PowerOf"/> itself, so that neither a division's last bit gives an ampere too many nor takes one.
    /// </summary>
    public static int WholeAmperes(Watts power, int phases, Volts voltage)
    {
        var quotient = power.Value / (phases * voltage.Value);
        if (!(quotient >= 0))
            return 0;
        var amperes = (int)Math.Min(quotient, 1000);
        if (PowerOf(new Amperes(amperes + 1), phases, voltage) <= power)
            return amperes + 1;
        return PowerOf(new Amperes(amperes), phases, voltage) <= power ? amperes : amperes - 1;
    }
}
