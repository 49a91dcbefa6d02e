using CsCheck;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Policy;

/// <summary>What holds of the policy at every moment, in every house and with every charger.</summary>
public sealed class ChargingPolicyPropertyTests
{
    private const int Iterations = 20_000;
    private static readonly Gen<Watts?> s_limit = Gen.OneOf(Gen.Const((Watts?)null), Gen.Double[0, 60_000].Select(watts => (Watts?)new Watts(watts)));
    private static readonly Gen<Volts> s_volts = Gen.Double[200, 260].Select(volts => new Volts(volts));
    private static readonly Gen<Amperes?> s_current = Gen.OneOf(Gen.Const((Amperes?)null), Gen.Double[0, 40].Select(amperes => (Amperes?)new Amperes(amperes)));

    private static readonly Gen<GridCap> s_cap = Gen.Select(Gen.Bool, Gen.Double[6, 63], Gen.Int[1, 3], s_volts).Select((inWatts, amperes, phases, volts) => inWatts
        ? new GridCap(null, new Watts(amperes * phases * volts.Value), phases, null)
        : new GridCap(new Amperes(amperes), null, phases, volts));

    private static readonly Gen<Sun> s_sun = Gen.Select(Gen.Enum<InverterStatus>(), Gen.Double[0, 30_000], Gen.Double[0, 30_000]).Select((status, now, steady) =>
        new Sun(status, status is InverterStatus.Ok or InverterStatus.Night ? new Watts(now) : Watts.Zero, new Watts(steady)));

    [Fact]
    public void Decide_AnyMoment_StaysWithinCapSunAndLimit() =>
        Gen.Select(Gen.Enum<ChargingMode>(), s_limit, s_cap, s_sun, s_volts).Sample((mode, limit, cap, sun, volts) =>
        {
            var decision = ChargingPolicy.Decide(cap, new Intent(mode, limit), sun, volts);
            var drawn = (double)decision.Amperes * cap.Phases * volts.Value;
            var contract = cap.Power?.Value ?? (cap.Current!.Value.Value * cap.Phases * volts.Value);
            var pv = mode == ChargingMode.PvBoost ? Math.Min(sun.Now.Value, sun.Steady.Value) : 0;

            Assert.True(decision.Amperes >= 0);
            Assert.True(drawn <= contract + pv);
            Assert.True(drawn <= (limit?.Value ?? double.MaxValue));
            Assert.True(drawn <= decision.Allowance.Value);
            Assert.True(decision.Allowance.Value <= contract + (mode == ChargingMode.PvBoost ? sun.Now.Value : 0));
            Assert.True(mode != ChargingMode.Off || (decision.Amperes, decision.Allowance.Value, decision.Reason) == (0, 0, DecisionReason.Off));
        }, iter: Iterations);

    [Fact]
    public void Decide_MoreSunOrAHigherLimit_NeverGrantsLess() =>
        Gen.Select(Gen.Enum<ChargingMode>(), s_limit, s_limit, s_cap, s_sun, s_sun, s_volts).Sample((mode, one, other, cap, sun, brighter, volts) =>
        {
            var (low, high) = (one?.Value ?? double.MaxValue) <= (other?.Value ?? double.MaxValue) ? (one, other) : (other, one);
            var more = sun with { Now = Watts.Max(sun.Now, brighter.Now), Steady = Watts.Max(sun.Steady, brighter.Steady) };
            var less = ChargingPolicy.Decide(cap, new Intent(mode, low), sun, volts);
            Assert.True(ChargingPolicy.Decide(cap, new Intent(mode, low), more, volts).Amperes >= less.Amperes);
            Assert.True(ChargingPolicy.Decide(cap, new Intent(mode, high), sun, volts).Amperes >= less.Amperes);
        }, iter: Iterations);

    [Fact]
    public void Fit_AnyCharger_GetsNothingOrWhatItCanDo() =>
        Gen.Select(Gen.Int[0, 1001], Gen.Enum<DecisionReason>(), s_current, s_current).Sample((granted, reason, least, highest) =>
        {
            var (setpoint, why) = ChargingPolicy.Fit(granted, reason, least, highest);
            Assert.True(setpoint is 0 or (>= Setpoints.Minimum and <= Setpoints.Maximum));
            Assert.True(setpoint <= granted);
            Assert.True(setpoint == 0 || setpoint >= Math.Min(Math.Floor(least?.Value ?? 0), Setpoints.Maximum));
            // A charger that tells no highest current of an ampere or more tells none.
            Assert.True(setpoint <= (highest is { Value: >= 1 } most ? most.Value : Setpoints.Maximum));
            Assert.True(setpoint > 0 || why is DecisionReason.Off or DecisionReason.BelowMinimum);
        }, iter: Iterations);

    [Fact]
    public void Fit_MoreGranted_NeverGivesLess() =>
        Gen.Select(Gen.Int[0, 70], Gen.Int[0, 70], s_current, s_current).Sample((one, other, least, highest) => Assert.True(
            ChargingPolicy.Fit(Math.Min(one, other), DecisionReason.PvBoost, least, highest).Setpoint
            <= ChargingPolicy.Fit(Math.Max(one, other), DecisionReason.PvBoost, least, highest).Setpoint), iter: Iterations);
}
