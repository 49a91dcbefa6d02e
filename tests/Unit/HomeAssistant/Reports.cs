using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>Reports to show.</summary>
internal static class Reports
{
    /// <summary>Everything is known.</summary>
    internal static CycleReport Full { get; } = new(
        new DateTimeOffset(2026, 6, 21, 10, 0, 0, TimeSpan.Zero),
        new Intent(ChargingMode.PvBoost, new Watts(20_000)),
        new InverterReport(
            InverterStatus.Ok,
            new InverterReading
            {
                Source = "ftp",
                Power = new Watts(5600.4),
                ArrivedAt = 0,
                GridPower = new Watts(-308.54),
                LoadPower = new Watts(577.46),
                EnergyTotal = new WattHours(21_245_430),
                EnergyDay = new WattHours(20_093),
            },
            TimeSpan.FromSeconds(3),
            null),
        new BalancerReport(new Watts(16_640.4), new Watts(11_040), DecisionReason.PvBoost),
        [
            new ChargerReport
            {
                Id = "charger",
                Online = true,
                Reason = DecisionReason.PvBoost,
                Setpoint = new Amperes(24),
                FailsafeCurrent = new Amperes(10),
                Identity = new ChargerIdentity("7310012345678901", "WALLBOX-1", "Vestel", "EVC04-AC22", "v3.187", 3, new Watts(22_080)),
                Reading = new ChargerReading
                {
                    State = ChargerState.Charging,
                    Charging = true,
                    Vehicle = true,
                    FaultCode = 0,
                    Current = new(new Amperes(23.91), new Amperes(23.9), new Amperes(0.05)),
                    Voltage = new(new Volts(229), new Volts(230), new Volts(231)),
                    PhasePower = new(new Watts(5475), new Watts(5497), new Watts(0)),
                    Power = new Watts(10_972),
                    EnergyTotal = new WattHours(1_234_500),
                    SessionEnergy = new WattHours(12_400),
                    SessionDuration = TimeSpan.FromSeconds(4210),
                    MaxCurrent = new Amperes(32),
                },
            },
        ]);

    /// <summary>Nothing is known.</summary>
    internal static CycleReport Unknown { get; } = Full with
    {
        Intent = new Intent(ChargingMode.PvBoost, null),
        Inverter = new InverterReport(InverterStatus.Missing, null, null, null),
        Balancer = new BalancerReport(new Watts(11_040), new Watts(11_040), DecisionReason.ChargerOffline),
        Chargers = [new ChargerReport { Id = "charger", Online = false, Problem = true, Fault = "not connected yet", Reason = DecisionReason.ChargerOffline }],
    };
}
