using System.Text.Json;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Tests.Safety.House;
using WallboxMqtt.Tests.Safety.Invariants;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>Who commands, and who starts the service anew. Knows what was commanded last and what the service said it would keep.</summary>
internal sealed class People
{
    private readonly List<string> _sinceKept = [];
    private readonly SimulatedHouse _house;
    private readonly Oracle _oracle;
    private readonly SafetyWatch _watch;
    private readonly Inverter _inverter;
    private readonly Random _random;
    private string _kept = "pv-boost";
    private bool _lost;

    internal People(SimulatedHouse house, Oracle oracle, SafetyWatch watch, Inverter inverter, Random random)
    {
        (_house, _oracle, _watch, _inverter, _random) = (house, oracle, watch, inverter, random);
        _house.Broker.Heard = Heard;
        Meet();
    }

    /// <summary>The mode commanded last.</summary>
    internal string Mode { get; private set; } = "pv-boost";

    private bool Alive => !_house.Service.Process.Dead;

    /// <summary>Some command.</summary>
    internal void CommandSomething()
    {
        if (_random.Next(4) == 0)
            _house.Command("limit", new[] { "none", "none", "4.2 kW", "11040", "15000 W", "0" }[_random.Next(6)]);
        else
            CommandMode(ChargingModes.Words[_random.Next(3)]);
    }

    internal void CommandMode(string mode)
    {
        if (!Alive)
            return;
        _sinceKept.Add(mode);
        Mode = mode;
        _house.Command("mode", mode);
    }

    /// <summary>Many commands at once; the last one counts.</summary>
    internal void Flood(int count)
    {
        for (var i = 0; i < count; i++)
            CommandMode(ChargingModes.Words[_random.Next(3)]);
    }

    internal void Retained() => _house.Command("mode", ChargingModes.Words[_random.Next(3)], retained: true);

    internal void Nonsense()
    {
        string[] payloads = ["", "on", "1e9", "-1", "none none", "pv-boost\0", new string('f', 1000), "{\"mode\":\"off\"}", "\uFFFF", "NaN"];
        _house.Command(_random.Next(2) == 0 ? "mode" : "limit", payloads[_random.Next(payloads.Length)]);
    }

    internal void Kill()
    {
        if (Alive)
            _house.Kill();
    }

    internal void Terminate()
    {
        if (Alive)
            _house.Stop();
    }

    /// <summary>The service manager starts it again; one that has not ended by then is killed.</summary>
    internal void StartAnew()
    {
        if (Alive && !_house.Service.Terminated)
            return;
        Kill();
        _oracle.Forget();
        _inverter.Forgotten();
        _watch.RunsSince = _watch.Now;
        _house.Restart();
        Meet();
        var mode = _house.Intents.Current.Mode.Word();
        var permitted = _lost ? ["off"] : _sinceKept.Append(_kept).ToArray();
        if (!permitted.Contains(mode))
        {
            _watch.Violated(
                permitted.Contains("off") ? Invariant.OffStaysOff : Invariant.FullAllowanceBack,
                $"mode is {mode} after a new start, it was one of {string.Join(", ", permitted)}");
        }

        (Mode, _kept, _lost) = (mode, mode, false);
        _sinceKept.Clear();
    }

    /// <summary>The state's files are damaged, the first so many of them.</summary>
    internal void Damage(int copies)
    {
        foreach (var name in _house.Disk.Names.GroupBy(name => name.Split('.')[0]).SelectMany(twins => twins.OrderDescending(StringComparer.Ordinal).Take(copies)).ToArray())
        {
            var content = _house.Disk.Read(name)!;
            _house.Disk.Damage(name, _random.Next(3) switch
            {
                0 => [],
                1 => content[..(content.Length / 2)],
                _ => new byte[content.Length],
            });
        }

        _lost |= copies > 1 && _house.Disk.Names.Contains("intent.json");
    }

    private void Meet()
    {
        _house.Intents.Changed += _ => _oracle.Commanded();
        _oracle.Intent = () => _house.Intents.Current;
    }

    // What is answered as accepted, without a word on its not being kept, must survive.
    private void Heard(OutgoingMessage answer)
    {
        if (answer.Payload.Length == 0)
            return;
        using var result = JsonDocument.Parse(answer.Payload);
        var reason = result.RootElement.GetProperty("reason").GetString()!;
        if (!result.RootElement.GetProperty("accepted").GetBoolean() || !reason.StartsWith("mode is ", StringComparison.Ordinal) || reason.Contains(';'))
            return;
        var mode = reason["mode is ".Length..];
        if (_sinceKept.IndexOf(mode) is >= 0 and var index)
        {
            _sinceKept.RemoveRange(0, index + 1);
            _kept = mode;
        }
    }
}
