using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Ftp;
using WallboxMqtt.Bridge.Devices.SolarApi;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>Reports to show: one with everything known, one with nothing.</summary>
internal static class SampleReports
{
    public static GridCap Grid { get; } = new(new Amperes(16), null, 3, new Volts(230));

    /// <summary>With everything that a configuration may bring.</summary>
    public static EntityCatalogue Catalogue { get; } = new(Grid, [FtpModule.Instance, SolarApiModule.Instance], guarded: true);

    /// <summary>The sources of the reports.</summary>
    public static InverterOptions Inverter { get; } = new()
    {
        Sources = [FtpModule.Instance.Configured(FtpModule.Defaults), SolarApiModule.Instance.Configured(new SolarApiOptions(new Uri("http://192.0.2.7"), TimeSpan.FromSeconds(5)))],
    };

    public static ChargerIdentity Identity { get; } =
        new("7010\"123", "cp-1", "Vestel", "EVC04-AC11", "v3.187.0", 3, new Watts(11_000));

    public static CycleReport Full { get; } = new(
        new DateTimeOffset(2026, 6, 1, 12, 30, 15, 120, TimeSpan.FromHours(2)),
        new Intent(ChargingMode.PvBoost, new Watts(14_000)),
        new InverterReport(
            InverterStatus.Ok,
            new InverterReading
            {
                Source = "ftp",
                Power = new Watts(5600.46),
                ArrivedAt = 1,
                GridPower = new Watts(-120.04),
                LoadPower = new Watts(5480),
                EnergyTotal = new WattHours(1_234_567),
                EnergyDay = new WattHours(12_345.67),
            },
            TimeSpan.FromSeconds(2),
            null)
        {
            Sources =
            [
                new SourceReport("ftp", InverterStatus.Ok, new Watts(5600.46), TimeSpan.FromSeconds(2), null),
                new SourceReport("solarApi", InverterStatus.Missing, null, null, "no answer within 3 s"),
            ],
        },
        new BalancerReport(new Watts(14_000), new Watts(11_040), DecisionReason.Limit)
        {
            Meter = new MeterReport(
                new MeterReading
                {
                    Source = "solarApi",
                    Power = new Watts(-120.04),
                    Current = new PhaseValues<Amperes>(new(-1.5), new(0.44), new(0.5)),
                    ArrivedAt = 1,
                },
                TimeSpan.FromSeconds(4),
                33),
        },
        [
            new ChargerReport
            {
                Id = "charger", Online = true, Reason = DecisionReason.Limit, Setpoint = new Amperes(20), FailsafeCurrent = new Amperes(10),
                Identity = Identity, Gaps = new([230], [1036, 1502]),
                Reading = new ChargerReading
                {
                    State = ChargerState.Charging, Charging = true, Vehicle = true, FaultCode = 0,
                    Current = new(new Amperes(19.87), new Amperes(19.9), new Amperes(20)),
                    Voltage = new(new Volts(230.1), new Volts(231), new Volts(229.55)),
                    PhasePower = new(new Watts(4570), new Watts(4590), new Watts(4600)),
                    Power = new Watts(13_760), EnergyTotal = new WattHours(1_234_500), SessionEnergy = new WattHours(5200),
                    SessionDuration = TimeSpan.FromSeconds(3599.9), MaxCurrent = new Amperes(32),
                },
            },
        ]);

    public static CycleReport Unknown { get; } = new(
        Full.Time,
        new Intent(ChargingMode.Fixed, null),
        new InverterReport(InverterStatus.Missing, null, null, null),
        new BalancerReport(new Watts(11_040), new Watts(11_040), DecisionReason.ChargerOffline),
        [new ChargerReport { Id = "charger", Online = false, Fault = "connection refused", Problem = true, Reason = DecisionReason.ChargerOffline }]);
}
