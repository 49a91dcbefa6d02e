using System.Globalization;
using System.Text;
using CsCheck;
using WallboxMqtt.Balancer.Inverters.Fronius;

namespace WallboxMqtt.Tests.Unit.Inverters.Fronius;

/// <summary>A power flow says the same in both shapes, in every order of its members, and with members that nobody knows.</summary>
public sealed class PowerFlowParserPropertyTests
{
    private const int Iterations = 3000;
    private static readonly Gen<double?> s_number = Gen.OneOf(Gen.Const((double?)null), Gen.Double[-20_000, 20_000].Select(number => (double?)Math.Round(number, 3)));
    private static readonly Gen<(int Address, double? Power)[]> s_inverters = Gen.Select(Gen.Int[0, 99], s_number).Array[0, 4].Select(all => all.DistinctBy(one => one.Item1).ToArray());

    [Fact]
    public void Parse_AnyPowerFlow_ReadsWhatWasWritten() =>
        Gen.Select(s_inverters, s_number.Array[5], Gen.DateTimeOffset, Gen.Bool, Gen.Int).Sample((inverters, site, moment, push, order) =>
        {
            var flow = PowerFlowParser.Parse(Encoding.UTF8.GetBytes(Write(inverters, site, moment, push, new Random(order))))!;
            var powers = inverters.Where(inverter => inverter.Power is not null).ToArray();
            Assert.Equal(powers.Length > 0, flow.Power is not null);
            Assert.Equal(powers.Sum(inverter => inverter.Power!.Value), flow.Power?.Value ?? 0, 1e-6);
            Assert.Equal((site[0], site[1], -site[2]), (flow.PvPower?.Value, flow.GridPower?.Value, flow.LoadPower?.Value));
            Assert.Equal((site[3], site[4]), (flow.EnergyTotal?.Value, flow.EnergyDay?.Value));
            Assert.Equal(moment.ToUniversalTime().ToString("s"), flow.Timestamp.ToUniversalTime().ToString("s"));
            Assert.Equal(0, flow.StatusCode);
        }, iter: Iterations);

    [Fact]
    public void Parse_AnyBeginning_IsIncomplete() =>
        Gen.Select(s_inverters, s_number.Array[5], Gen.Int, Gen.Double[0, 1]).Sample((inverters, site, order, part) =>
        {
            var whole = Encoding.UTF8.GetBytes(Write(inverters, site, DateTimeOffset.UnixEpoch, push: true, new Random(order)));
            Assert.Null(PowerFlowParser.Parse(whole.AsSpan(0, (int)(part * (whole.Length - 1)))));
        }, iter: Iterations);

    private static string Write((int Address, double? Power)[] inverters, double?[] site, DateTimeOffset moment, bool push, Random order)
    {
        var listed = inverters.Select(inverter => ($"{inverter.Address}", Object(order, true, ("DT", "232"), ("P", Print(inverter.Power)), ("E_Day", "null"))));
        var flow = Object(
            order,
            true,
            ("Inverters", Object(order, false, [.. listed])),
            ("Site", Object(order, true, ("P_PV", Print(site[0])), ("P_Grid", Print(site[1])), ("P_Load", Print(site[2])), ("E_Total", Print(site[3])), ("E_Day", Print(site[4])), ("P_Akku", "null"))),
            ("Version", "\"12\""));
        var head = Object(
            order,
            true,
            ("Status", Object(order, true, ("Code", "0"), ("Reason", "\"\""))),
            ("Timestamp", $"\"{moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)}\""),
            ("RequestArguments", "{}"));
        return Object(order, true, ("Body", push ? flow : Object(order, true, ("Data", flow))), ("Head", head));
    }

    // An unknown value is null, or left out.
    private static string Print(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "null";

    private static string Object(Random order, bool extras, params (string Name, string Value)[] members)
    {
        var written = members.Where(member => member.Value != "null" || order.Next(2) == 0).ToList();
        for (var extra = extras ? order.Next(3) : 0; extra > 0; extra--)
            written.Add(($"x{extra}", order.Next(3) switch { 0 => "[1,{\"P\":5}]", 1 => "\"ä\\u0041\"", _ => "true" }));
        order.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(written));
        var space = order.Next(3) switch { 0 => "", 1 => " ", _ => "\n\t" };
        return "{" + space + string.Join("," + space, written.Select(member => $"\"{member.Name}\"{space}:{space}{member.Value}")) + "}";
    }
}
