using System.Collections.Immutable;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>The whole control path, inbox to wallbox, under simulated time: only sockets and disks are missing.</summary>
internal sealed class SimulatedHouse : IDisposable
{
    private readonly WallboxOptions _options;
    private readonly Random _random;

    internal SimulatedHouse(SimulatedEvc04Options? box = null)
        : this(new HouseOptions { Boxes = [box ?? new SimulatedEvc04Options()] }) =>
        Box.Written += Writes.Add;

    internal SimulatedHouse(HouseOptions options)
    {
        (_options, _random) = (options.Service, options.Random);
        Disk = new SimulatedDisk(World.Time);
        Broker = new SimulatedBroker(World.Time);
        Lines = [.. options.Boxes.Select(box => new SimulatedLine(new SimulatedEvc04(box, World.Time), World, options.Serial))];
        Service = new SimulatedService(this, _options, _random);
    }

    internal SimulatedWorld World { get; } = new();

    internal SimulatedDisk Disk { get; }

    internal SimulatedBroker Broker { get; }

    internal ImmutableArray<SimulatedLine> Lines { get; }

    /// <summary>The service's life of now.</summary>
    internal SimulatedService Service { get; private set; }

    internal SimulatedLine Line => Lines[0];

    internal SimulatedEvc04 Box => Line.Box;

    internal IntentStore Intents => Service.ControlComposition.Intents;

    internal List<RegisterWrite> Writes { get; } = [];

    internal ChargerReport Report => Service.ControlComposition.Reports.Latest!.Chargers[0];

    internal IEnumerable<string> Written => Writes.Select(write => $"{write.Address}={write.Value}");

    internal void Start() => World.Do(Service.Start);

    /// <summary>SIGTERM.</summary>
    internal void Stop() => World.Do(Service.Terminate);

    /// <summary>SIGKILL.</summary>
    internal void Kill() => World.Do(() =>
    {
        Service.Process.Kill();
        foreach (var line in Lines)
            line.Abandon();
    });

    /// <summary>A new life, after the last one ended.</summary>
    /// <param name="begun">Called once it has read what was kept, before it does anything.</param>
    internal void Restart(Action? begun = null)
    {
        Service = new SimulatedService(this, _options, _random);
        begun?.Invoke();
        Start();
    }

    /// <summary>A person or a script sends a command.</summary>
    internal void Command(string command, string payload, bool retained = false) => World.Do(() =>
        Service.Process.Do(() => Service.Commands.Take(SimulatedBroker.Command($"wallbox/{command}/set", payload, retained))));

    /// <summary>An inverter that uploads every 10 s from now on, until its power is negative.</summary>
    internal void Shine(Func<double> power) => World.Start(async () =>
    {
        while (power() >= 0)
        {
            Upload(power());
            await Task.Delay(TimeSpan.FromSeconds(10), World.Time);
        }
    });

    internal void Upload(double power)
    {
        var symo = new SimulatedSymo(new SimulatedSymoOptions { Power = power }, World.Time) { CarLoad = () => Lines.Sum(line => line.Box.DrawnPower) };
        var document = symo.PowerFlow();
        if (!Service.Process.Halted)
            Service.Process.Do(() => Service.ControlComposition.Inbox.Offer("ftp", document, out _));
    }

    internal void Advance(double seconds)
    {
        World.Advance(TimeSpan.FromSeconds(seconds));
        Service.Check();
    }

    public void Dispose()
    {
        foreach (var line in Lines)
            line.Box.Dispose();
    }
}
