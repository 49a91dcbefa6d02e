using System.Collections.Immutable;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Tests.Safety.House;
using WallboxMqtt.Tests.Safety.Invariants;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>Who commands, and who starts the service anew.</summary>
internal sealed class People
{
    private static readonly (string Command, string Payload)[] s_second =
        [("mode", "off"), ("mode", "fixed"), ("mode", "pv-boost"), ("limit", "2.5kW"), ("limit", "4.2 kW"), ("limit", "15000 W"), ("limit", "none")];

    private readonly SimulatedHouse _house;
    private readonly Oracle _oracle;
    private readonly SafetyWatch _watch;
    private readonly Inverter _inverter;
    private readonly CommandRecord _record;
    private readonly Random _chance;

    internal People(SimulatedHouse house, Oracle oracle, SafetyWatch watch, Inverter inverter, Random chance)
    {
        (_house, _oracle, _watch, _inverter, _chance) = (house, oracle, watch, inverter, chance);
        _record = new CommandRecord(house, oracle, watch);
        Meet();
    }

    private bool Alive => !_house.Service.Process.Dead;

    /// <summary>A command as a schedule has it: <c>mode off</c>, <c>limit 4.2 kW</c>.</summary>
    internal void Command(string command, string payload, bool retained = false)
    {
        if (Alive)
            _record.Send(command, payload, retained);
    }

    /// <summary>The same; who has commanded may think better of it, while the first is still being written.</summary>
    internal void CommandTwice(string command, string payload)
    {
        Command(command, payload);
        if (_chance.Next(2) == 0)
            return;
        var (second, pause) = (s_second[_chance.Next(s_second.Length)], TimeSpan.FromSeconds(_chance.NextDouble() * (_chance.Next(2) == 0 ? 0.3 : 6)));
        _house.World.Start(async () =>
        {
            await Task.Delay(pause, _house.World.Time);
            Command(second.Command, second.Payload);
        });
    }

    internal void CommandMode(string mode) => Command("mode", mode);

    /// <summary>Many commands at once; the last one counts.</summary>
    internal void Flood(Random random, int count)
    {
        for (var i = 0; i < count; i++)
            CommandMode(ChargingModes.Words[random.Next(3)]);
    }

    internal void Retained(Random random) => Command("mode", ChargingModes.Words[random.Next(3)], retained: true);

    internal void Nonsense(Random random)
    {
        string[] payloads = ["", "on", "1e9", "-1", "none none", "pv-boost\0", new string('f', 1000), "{\"mode\":\"off\"}", "\uFFFF", "NaN"];
        Command(random.Next(2) == 0 ? "mode" : "limit", payloads[random.Next(payloads.Length)]);
    }

    internal void Kill()
    {
        if (!Alive)
            return;
        _watch.Interrupted(gone: true);
        _house.Kill();
    }

    internal void Terminate()
    {
        if (!Alive)
            return;
        _watch.Terminated();
        _house.Stop();
        if (_chance.Next(2) == 0)
            return;
        // The sun changes while the service lowers its chargers.
        var (power, pause) = (_chance.Next(10_000), TimeSpan.FromSeconds(_chance.NextDouble() * (_chance.Next(2) == 0 ? 0.3 : 2)));
        _house.World.Start(async () =>
        {
            await Task.Delay(pause, _house.World.Time);
            _inverter.Power = power;
            _inverter.Upload();
        });
    }

    /// <summary>The service manager starts it again; one that has not ended by then is killed.</summary>
    internal void StartAnew()
    {
        if (Alive && !_house.Service.Terminated)
            return;
        Kill();
        _inverter.Forgotten();
        _watch.RunsSince = _watch.Now;
        _watch.Oracle.Restarting();
        _house.Restart(() =>
        {
            Meet();
            _record.Restarted();
        });
    }

    /// <summary>The state's files are damaged, the first so many of them.</summary>
    internal void Damage(Random random, int copies)
    {
        foreach (var name in _house.Disk.Names.GroupBy(name => name.Split('.')[0]).SelectMany(twins => twins.OrderDescending(StringComparer.Ordinal).Take(copies)).ToImmutableArray())
        {
            var content = _house.Disk.Read(name)!;
            _house.Disk.Damage(name, random.Next(3) switch
            {
                0 => [],
                1 => content[..(content.Length / 2)],
                _ => new byte[content.Length],
            });
        }

        if (copies > 1 && _house.Disk.Names.Contains("intent.json"))
            _record.Lost();
    }

    // That it has stopped a charger is the service's own knowledge: what it means from then on is the oracle's.
    private void Meet()
    {
        var service = _house.Service;
        var stopped = _house.Intents.Current.Stopped;
        _house.Intents.Changed += intent =>
        {
            if (service.Process.Dead)
                return;
            if (intent.Stopped.Except(stopped).Any())
            {
                _watch.Count("seen: stopped for drawing too much");
                foreach (var charger in intent.Stopped)
                    _oracle.Stop(charger);
            }
            else
            {
                _record.Executed();
            }

            stopped = intent.Stopped;
        };
    }
}
