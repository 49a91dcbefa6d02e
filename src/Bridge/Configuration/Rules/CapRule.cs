using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Configuration.Rules;

/// <summary>The grid's cap in amperes a phase, which a plain number means, or in watts over all phases.</summary>
internal static class CapRule
{
    private const int Least = 6;
    private const int Most = 63;

    /// <summary>6 A to 63 A a phase, or as many watts on <paramref name="phases"/> phases at <paramref name="voltage"/>.</summary>
    internal static ValueRule<CapValue> For(int phases, Volts voltage)
    {
        var least = new Watts(Least * phases * voltage.Value);
        var most = new Watts(Most * phases * voltage.Value);
        return new ValueRule<CapValue>($"{Least} A to {Most} A a phase, or {least} to {most} in total", (text, out cap) =>
        {
            cap = null;
            if (Amperes.TryParse(text, out var current))
            {
                cap = new CapValue(current, null);
                return current.Value is >= Least and <= Most ? null : $"is {current}, which is out of range";
            }

            if (!Watts.TryParse(text, out var power))
                return "is neither a current nor a power";
            cap = new CapValue(null, power);
            return power >= least && power <= most ? null : "is out of range";
        });
    }
}
