using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Settings;

/// <summary>The grid's cap in amperes a phase, which a plain number means, or in watts over all phases.</summary>
internal static class CapRule
{
    private const int Least = 6;
    private const int Most = 63;
    private const int MostOfAHouse = 250;

    /// <summary>6 A to 63 A a phase, or as many watts on <paramref name="phases"/> phases at <paramref name="voltage"/>.</summary>
    internal static ValueRule<CapValue> For(int phases, Volts voltage) => Range(Least, Most, phases, voltage);

    /// <summary>6 A to 250 A a phase, or as many watts at 230 V.</summary>
    internal static ValueRule<CapValue> ForMeter(int phases) => Range(Least, MostOfAHouse, phases, GridCap.Nominal);

    /// <summary>Whole amperes from 6 A to 32 A.</summary>
    internal static ValueRule<CapValue> ForBalance() => new($"whole amperes from {Least} A to {Setpoints.Maximum} A", (text, out cap) =>
    {
        cap = null;
        if (!Amperes.TryParse(text, out var current))
            return "is not a current";
        cap = new CapValue(current, null);
        return current.Value is >= Least and <= Setpoints.Maximum && double.IsInteger(current.Value) ? null : "is out of range";
    });

    private static ValueRule<CapValue> Range(int lowest, int highest, int phases, Volts voltage)
    {
        var least = new Watts(lowest * phases * voltage.Value);
        var most = new Watts(highest * phases * voltage.Value);
        return new ValueRule<CapValue>($"{lowest} A to {highest} A a phase, or {least} to {most} in total", (text, out cap) =>
        {
            cap = null;
            if (Amperes.TryParse(text, out var current))
            {
                cap = new CapValue(current, null);
                return current.Value >= lowest && current.Value <= highest ? null : $"is {current}, which is out of range";
            }

            if (!Watts.TryParse(text, out var power))
                return "is neither a current nor a power";
            cap = new CapValue(null, power);
            return power >= least && power <= most ? null : "is out of range";
        });
    }
}
