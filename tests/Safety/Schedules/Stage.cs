using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.House;
using WallboxMqtt.Tests.Safety.Invariants;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>What a fault works on.</summary>
/// <param name="House">The house.</param>
/// <param name="Inverter">Its inverter.</param>
/// <param name="Watch">What must hold.</param>
/// <param name="People">Who commands.</param>
/// <param name="Random">The fault's own chance.</param>
internal sealed record Stage(SimulatedHouse House, Inverter Inverter, SafetyWatch Watch, People People, Random Random)
{
    /// <summary>The wallbox that the fault strikes.</summary>
    internal required SimulatedLine Line { get; init; }

    internal SimulatedEvc04 Box => Line.Box;

    internal double Between(double least, double most) => least + ((most - least) * Random.NextDouble());

    /// <summary>Goes on every so often until the answer is called.</summary>
    internal Action Repeat(double seconds, Action action) => Repeat(() => seconds, action);

    /// <summary>Goes on after each pause until the answer is called.</summary>
    internal Action Repeat(Func<double> seconds, Action action)
    {
        var over = false;
        House.World.Start(async () =>
        {
            while (!over)
            {
                action();
                await Task.Delay(TimeSpan.FromSeconds(seconds()), House.World.Time);
            }
        });
        return () => over = true;
    }
}
