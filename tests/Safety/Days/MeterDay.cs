using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Safety.Days;

/// <summary>
/// A day in a house whose fuses are small: a car, clouds, and what the family draws. A meter tells the import of each phase every
/// 5 s, a second late, the inverter its power every 10 s.
/// </summary>
internal sealed class MeterDay
{
    private const int Phases = 3;
    private const double Volts = 230;

    /// <summary>The guard's limit, A a phase.</summary>
    internal const double Limit = 20;

    private static readonly TimeSpan s_sample = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_late = TimeSpan.FromSeconds(1);
    private readonly SunDay _sun = new(9500, 3);

    /// <summary>Each second: the highest phase's import, its house load without the car, setpoint, PV in A a phase.</summary>
    internal List<DaySecond> Seconds { get; } = [];

    /// <summary>Lives the hours from <paramref name="from"/> to <paramref name="to"/>.</summary>
    internal void Live(int from, int to, bool guarded)
    {
        var service = new HouseOptions().Service;
        using var house = new SimulatedHouse(new HouseOptions
        {
            Service = service with { MeterLimit = guarded ? new MeterLimit(new Amperes(Limit), null, new Amperes(6), TimeSpan.FromSeconds(30)) : null },
        });
        house.Box.PlugIn(new SimulatedCar { Wants = 1e9 });
        house.Start();
        house.Shine(() => _sun.At(Clock()));
        house.World.Start(MeterAsync);
        for (var second = 0; second < (to - from) * 3600; second++)
        {
            house.Advance(1);
            var load = HouseLoad.At(Clock().TotalSeconds);
            Seconds.Add(new DaySecond(Clock(), Import().Max(), load.Max(), house.Box.Setpoint, _sun.At(Clock()) / (Phases * Volts)));
        }

        TimeSpan Clock() => TimeSpan.FromHours(from) + TimeSpan.FromTicks(house.World.Time.Now);

        double[] Import()
        {
            var load = HouseLoad.At(Clock().TotalSeconds);
            var others = (house.Box.DrawnPower - _sun.At(Clock())) / (Phases * Volts);
            return [.. load.Select(drawn => drawn + others)];
        }

        async Task MeterAsync()
        {
            while (true)
            {
                var import = Import();
                await Task.Delay(s_late, house.World.Time);
                house.Service.Process.Do(() => house.Service.ControlComposition.Readings.Accept(new MeterReading
                {
                    Source = "solarApi",
                    Power = new Watts(import.Sum() * Volts),
                    Current = new PhaseValues<Amperes>(new(import[0]), new(import[1]), new(import[2])),
                    ArrivedAt = house.World.Time.GetTimestamp(),
                }));
                await Task.Delay(s_sample - s_late, house.World.Time);
            }
        }
    }
}
