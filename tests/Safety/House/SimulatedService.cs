using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Bridge.Commands;
using WallboxMqtt.Bridge.Composition;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Service;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>One life of the service: the product's own composition of the control path, with commands and their memory, in a simulated process.</summary>
internal sealed class SimulatedService
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _tasks = [];
    private readonly IntentSaver _saver;
    private readonly LedgerKeeper _counters;
    private readonly SimulatedBroker _broker;
    private readonly SimulatedWorld _world;

    internal SimulatedService(SimulatedHouse house, WallboxOptions options, Random random)
    {
        (_world, _broker) = (house.World, house.Broker);
        Process = new SimulatedProcess(house.World);
        var file = new IntentFile(house.Disk);
        var intent = file.Load(new Intent(options.Policy.Mode, null), out var warning);
        Warning = warning;
        var lines = options.Chargers.Select(charger => charger.Id).Zip(house.Lines).ToDictionary(pair => pair.First, pair => pair.Second);
        ControlComposition = new ControlComposition(options, intent, new ControlParts((id, _) => lines[id].Dialer(), Process.Time, NullLoggerFactory.Instance) { Random = random });
        _saver = new IntentSaver(ControlComposition.Intents, new IntentKeeper(file), Process.Time, NullLogger<IntentSaver>.Instance);
        _counters = new LedgerKeeper(ControlComposition.Ledger, house.Disk, Process.Time, NullLogger<LedgerKeeper>.Instance);
        var desk = new CommandExecutor(ControlComposition.Intents, _saver, Process.Time);
        Commands = new MqttCommandReceiver(new Topics(options.Mqtt), desk, Process.Time, NullLogger<MqttCommandReceiver>.Instance);
    }

    internal SimulatedProcess Process { get; }

    internal ControlComposition ControlComposition { get; }

    internal MqttCommandReceiver Commands { get; }

    /// <summary>What it had to say of its state file.</summary>
    internal string? Warning { get; }

    /// <summary>True once it has ended in good order.</summary>
    internal bool Ended => _tasks.Count > 0 && _tasks.TrueForAll(task => task.IsCompleted);

    internal void Start() => Process.Do(() =>
    {
        foreach (var loop in ControlComposition.Loops)
            Run(loop.RunAsync(_stop.Token));
        Run(_saver.RunAsync(_stop.Token));
        Run(_counters.RunAsync(_stop.Token));
        Run(Commands.RunAsync(_stop.Token));
        Run(AnswerAsync());
    });

    /// <summary>True from its SIGTERM on.</summary>
    internal bool Terminated { get; private set; }

    /// <summary>SIGTERM.</summary>
    internal void Terminate()
    {
        Terminated = true;
        Process.Do(() =>
        {
            TakesCommands = false;
            _stop.Cancel();
        });
    }

    /// <summary>True until its SIGTERM has reached it.</summary>
    internal bool TakesCommands { get; private set; } = true;

    /// <summary>Throws what a part of it died of.</summary>
    internal void Check()
    {
        foreach (var task in _tasks)
        {
            if (task.IsFaulted)
                task.GetAwaiter().GetResult();
        }
    }

    private void Run(Task task) => _tasks.Add(task);

    // The connection's owner does as much: answers as long as there is a connection, and tries again.
    private async Task AnswerAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Commands.AnswerAsync(_broker, _stop.Token);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), _world.Time);
            }
        }
    }
}
