using CsCheck;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Policy;

public sealed class ChargingPolicyTests
{
    private static readonly GridCap s_cap = new(new Amperes(16), null, 3, new Volts(230));
    private static readonly Volts s_volts = new(230);

    public static TheoryData<ChargingMode, double?, InverterStatus, double, double, int, double, DecisionReason> Moments => new()
    {
        // mode, limit, status, PV now, steady PV, amperes, allowance, reason
        { ChargingMode.PvBoost, null, InverterStatus.Ok, 0, 0, 16, 11_040, DecisionReason.PvBoost },
        { ChargingMode.PvBoost, null, InverterStatus.Ok, 5600, 5600, 24, 16_640, DecisionReason.PvBoost },
        { ChargingMode.PvBoost, null, InverterStatus.Ok, 9900, 9900, 30, 20_940, DecisionReason.PvBoost },
        { ChargingMode.PvBoost, null, InverterStatus.Ok, 689.9, 689.9, 16, 11_729.9, DecisionReason.PvBoost },
        { ChargingMode.PvBoost, null, InverterStatus.Ok, 690, 690, 17, 11_730, DecisionReason.PvBoost },
        { ChargingMode.PvBoost, null, InverterStatus.Ok, 5600, 0, 16, 16_640, DecisionReason.RaiseDelay },
        { ChargingMode.PvBoost, null, InverterStatus.Ok, 5600, 5599, 24, 16_640, DecisionReason.PvBoost },
        { ChargingMode.PvBoost, null, InverterStatus.Night, 0, 0, 16, 11_040, DecisionReason.PvBoost },
        { ChargingMode.PvBoost, null, InverterStatus.Stale, 0, 0, 16, 11_040, DecisionReason.InverterStale },
        { ChargingMode.PvBoost, null, InverterStatus.Missing, 0, 0, 16, 11_040, DecisionReason.InverterMissing },
        { ChargingMode.PvBoost, null, InverterStatus.Invalid, 0, 0, 16, 11_040, DecisionReason.InverterInvalid },
        { ChargingMode.PvBoost, 4200.0, InverterStatus.Ok, 5600, 5600, 6, 4200, DecisionReason.Limit },
        { ChargingMode.PvBoost, 90_000.0, InverterStatus.Ok, 5600, 5600, 24, 16_640, DecisionReason.PvBoost },
        { ChargingMode.PvBoost, 13_000.0, InverterStatus.Ok, 5600, 0, 16, 13_000, DecisionReason.RaiseDelay },
        { ChargingMode.PvBoost, 11_100.0, InverterStatus.Ok, 5600, 0, 16, 11_100, DecisionReason.PvBoost },
        { ChargingMode.PvBoost, 0.0, InverterStatus.Ok, 5600, 5600, 0, 0, DecisionReason.Limit },
        { ChargingMode.Fixed, null, InverterStatus.Ok, 5600, 5600, 16, 11_040, DecisionReason.Fixed },
        { ChargingMode.Fixed, null, InverterStatus.Stale, 0, 0, 16, 11_040, DecisionReason.Fixed },
        { ChargingMode.Fixed, 7000.0, InverterStatus.Ok, 5600, 5600, 10, 7000, DecisionReason.Limit },
        { ChargingMode.Off, null, InverterStatus.Ok, 5600, 5600, 0, 0, DecisionReason.Off },
        { ChargingMode.Off, 4200.0, InverterStatus.Ok, 5600, 5600, 0, 0, DecisionReason.Off },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void Decide_Moment_GivesAmperesAllowanceAndReason(
        ChargingMode mode, double? limit, InverterStatus status, double now, double steady, int amperes, double allowance, DecisionReason reason)
    {
        var decision = ChargingPolicy.Decide(s_cap, new Intent(mode, limit is { } w ? new Watts(w) : null), Sun(status, now, steady), s_volts);

        Assert.Equal((amperes, allowance, reason), (decision.Amperes, decision.Allowance.Value, decision.Reason));
    }

    [Theory]
    [InlineData(24, null, 32.0, 24, DecisionReason.PvBoost)]
    [InlineData(24, 6.0, 20.0, 20, DecisionReason.ChargerMaximum)]
    [InlineData(24, null, null, 24, DecisionReason.PvBoost)]
    [InlineData(40, null, null, 32, DecisionReason.ChargerMaximum)]
    [InlineData(24, null, 0.0, 24, DecisionReason.PvBoost)]
    [InlineData(24, null, 19.9, 19, DecisionReason.ChargerMaximum)]
    [InlineData(5, null, null, 0, DecisionReason.BelowMinimum)]
    [InlineData(6, null, null, 6, DecisionReason.PvBoost)]
    [InlineData(7, 8.0, null, 0, DecisionReason.BelowMinimum)]
    [InlineData(7, 1.0, null, 7, DecisionReason.PvBoost)]
    [InlineData(24, 6.0, 5.0, 0, DecisionReason.BelowMinimum)]
    public void Fit_Granted_IsHeldAgainstTheCharger(int granted, double? least, double? highest, int setpoint, DecisionReason reason) =>
        Assert.Equal(
            (setpoint, reason),
            ChargingPolicy.Fit(granted, DecisionReason.PvBoost, Amperes(least), Amperes(highest)));

    [Fact]
    public void Fit_Off_StaysTheReason() =>
        Assert.Equal((0, DecisionReason.Off), ChargingPolicy.Fit(0, DecisionReason.Off, null, null));

    [Theory]
    [InlineData(16.0, null, null, 16)]
    [InlineData(16.0, null, 1, 16)]
    [InlineData(null, 6900.0, null, 10)]
    [InlineData(null, 6900.0, 1, 30)]
    public void Decide_CarOnOnePhase_TakesACapInWattsAndNotOneInAmperes(double? amperes, double? watts, int? used, int granted)
    {
        var cap = new GridCap(Amperes(amperes), watts is { } w ? new Watts(w) : null, 3, s_volts);
        Assert.Equal(granted, ChargingPolicy.Decide(cap, new Intent(ChargingMode.Fixed, null), Sun(InverterStatus.Ok, 0, 0), s_volts, used).Amperes);
    }

    [Theory]
    [InlineData(15, 15, DecisionReason.MeterLimit)]
    [InlineData(16, 16, DecisionReason.Fixed)]
    [InlineData(17, 16, DecisionReason.Fixed)]
    public void Decide_RoomAtTheMeter_TightensOnlyBelowWhatIsGranted(int room, int granted, DecisionReason reason)
    {
        var decision = ChargingPolicy.Decide(
            s_cap, new Intent(ChargingMode.Fixed, null), Sun(InverterStatus.Ok, 0, 0), s_volts, room: new GridHeadroom(room, DecisionReason.MeterLimit, null));
        Assert.Equal((granted, granted * 690d, reason), (decision.Amperes, decision.Allowance.Value, decision.Reason));
    }

    [Fact]
    public void Decide_CapInWatts_IsCutDown()
    {
        var cap = new GridCap(null, new Watts(11_000), 3, new Volts(230));
        Assert.Equal(15, ChargingPolicy.Decide(cap, new Intent(ChargingMode.Fixed, null), Sun(InverterStatus.Ok, 0, 0), s_volts).Amperes);
    }

    [Fact]
    public void Decide_AnyMoment_KeepsTheCap() =>
        Gen.Select(Gen.Int[0, 2], Gen.Double[-100, 30_000], Gen.Double[0, 12_000], Gen.Double[0, 12_000], Gen.Double[230, 253]).Sample((mode, limit, now, steady, volts) =>
        {
            Watts? tightened = limit < 0 ? null : new Watts(limit);
            var sun = Sun(InverterStatus.Ok, now, steady);
            var cap = s_cap with { Voltage = new Volts(volts) };
            var decision = ChargingPolicy.Decide(cap, new Intent((ChargingMode)mode, tightened), sun, new Volts(volts));
            var (setpoint, _) = ChargingPolicy.Fit(decision.Amperes, decision.Reason, null, null);
            var drawn = (double)setpoint * 3 * volts;

            Assert.True(setpoint is 0 or (>= 6 and <= 32));
            Assert.True(drawn <= (16d * 3 * volts) + (mode == 2 ? Math.Min(now, steady) : 0));
            Assert.True(drawn <= (tightened?.Value ?? double.MaxValue));
            Assert.True(drawn <= decision.Allowance.Value);
        });

    [Theory]
    [InlineData(ChargingMode.PvBoost, 40, 24, 16_640, DecisionReason.PvBoost)]
    [InlineData(ChargingMode.PvBoost, 10, 10, 6900, DecisionReason.MeterLimit)]
    [InlineData(ChargingMode.Fixed, 3, 3, 2070, DecisionReason.MeterLimit)]
    [InlineData(ChargingMode.Off, 10, 0, 0, DecisionReason.Off)]
    public void Decide_WithAMeter_OnlyTightens(ChargingMode mode, int room, int amperes, double allowance, DecisionReason reason) => Assert.Equal(
        new Decision(amperes, new Watts(allowance), reason, 3),
        ChargingPolicy.Decide(s_cap, new Intent(mode, null), Sun(InverterStatus.Ok, 5600, 5600), s_volts, room: new GridHeadroom(room, DecisionReason.MeterLimit, null)));

    [Theory]
    [InlineData(30, 32, 20, 20, DecisionReason.UnbalanceLimit)]
    [InlineData(30, 16, 20, 16, DecisionReason.ChargerMaximum)]
    [InlineData(16, 32, 20, 16, DecisionReason.PvBoost)]
    [InlineData(20, 32, 20, 20, DecisionReason.PvBoost)]
    [InlineData(30, 32, null, 30, DecisionReason.PvBoost)]
    public void Fit_WithABalance_IsHeldToTheLowest(int granted, int highest, int? balance, int setpoint, DecisionReason reason) => Assert.Equal(
        (setpoint, reason),
        ChargingPolicy.Fit(granted, DecisionReason.PvBoost, null, new Amperes(highest), balance is { } amperes ? new Amperes(amperes) : null));

    private static Sun Sun(InverterStatus status, double now, double steady) =>
        new(status, new Watts(now), new Watts(steady));

    private static Amperes? Amperes(double? value) => value is { } a ? new Amperes(a) : null;
}
