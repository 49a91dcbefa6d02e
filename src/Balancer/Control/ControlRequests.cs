using WallboxMqtt.Balancer.Chargers;

namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// The three requests that control is made of. One missing answer costs its figure, and no sign of life is written before the
/// setpoint was read back again; a second one in a row costs the connection.
/// </summary>
/// <remarks>Requests are not cancelled: an exchange cut short leaves a connection that can say nothing more. Their timeout bounds them.</remarks>
internal sealed class ControlRequests(ICharger charger, AliveGate gate)
{
    private const int MostSilences = 2;

    private int _silences;

    /// <summary>To which they are made.</summary>
    internal ICharger Charger => charger;

    /// <summary>Writes the setpoint.</summary>
    /// <returns>True if it was acknowledged, false if no answer came.</returns>
    /// <exception cref="ChargerException">It was refused, or the connection is lost.</exception>
    internal ValueTask<bool> WriteSetpointAsync(int amperes) => IsAnsweredAsync(charger.WriteSetpointAsync(amperes, CancellationToken.None));

    /// <summary>Writes the sign of life.</summary>
    /// <inheritdoc cref="WriteSetpointAsync" path="/returns"/>
    /// <inheritdoc cref="WriteSetpointAsync" path="/exception"/>
    internal ValueTask<bool> WriteAliveAsync() => IsAnsweredAsync(charger.WriteAliveAsync(CancellationToken.None));

    /// <summary>Reads the setpoint back.</summary>
    /// <returns>A a phase; null if no answer came.</returns>
    /// <inheritdoc cref="WriteSetpointAsync" path="/exception"/>
    internal async ValueTask<int?> ReadSetpointAsync()
    {
        try
        {
            var amperes = await charger.ReadSetpointAsync(CancellationToken.None);
            _silences = 0;
            return amperes;
        }
        catch (ChargerException silence) when (silence.Failure == ChargerFailure.Unanswered)
        {
            Unanswered(silence);
            return null;
        }
    }

    /// <summary>The connection is gone.</summary>
    internal void Disconnected() => _silences = 0;

    private async ValueTask<bool> IsAnsweredAsync(ValueTask request)
    {
        try
        {
            await request;
            _silences = 0;
            return true;
        }
        catch (ChargerException silence) when (silence.Failure == ChargerFailure.Unanswered)
        {
            Unanswered(silence);
            return false;
        }
    }

    private void Unanswered(ChargerException silence)
    {
        gate.Failed();
        if (++_silences >= MostSilences)
            throw new ChargerException(ChargerFailure.Lost, silence.Message, silence);
    }
}
