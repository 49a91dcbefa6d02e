using System.Text.Json;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Tests.Safety.House;
using WallboxMqtt.Tests.Safety.Invariants;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>
/// Knows what was commanded from what was sent, and what must survive a new start from what the service answered; the service's own memory
/// is only read to be judged.
/// </summary>
internal sealed class CommandRecord
{
    // The reception keeps the newest so many; those before are dropped unexecuted.
    private const int Room = 64;
    private static readonly long s_kept = TimeSpan.FromSeconds(10).Ticks;

    private static readonly TimeSpan s_atOnce = TimeSpan.FromMilliseconds(1);

    private readonly SimulatedHouse _house;
    private readonly Oracle _oracle;
    private readonly SafetyWatch _watch;
    private readonly List<(string Command, string Payload, bool Retained)> _waiting = [];

    // What held after each command since the one that is known to be kept, with what the answer will say of it.
    private readonly List<(string Answer, Commanded Held)> _since = [];
    private Commanded _kept = Commanded.First;
    private bool _lost;

    internal CommandRecord(SimulatedHouse house, Oracle oracle, SafetyWatch watch)
    {
        (_house, _oracle, _watch) = (house, oracle, watch);
        house.Broker.Received = Answered;
    }

    /// <summary>Sends a command; what it does counts from the moment at which a running service has executed it.</summary>
    internal void Send(string command, string payload, bool retained)
    {
        var service = _house.Service;
        service.Process.Do(() =>
        {
            if (!service.TakesCommands)
                return;
            service.Commands.Take(SimulatedBroker.Command($"wallbox/{command}/set", payload, retained));
            _waiting.Add((command, payload, retained));
            if (_waiting.Count > Room)
                _waiting.RemoveAt(0);

            // One that dropped it would never say so.
            _house.World.Start(async () =>
            {
                await Task.Delay(s_atOnce, _house.World.Time);
                service.Process.Do(Executed);
            });
        });
    }

    /// <summary>The service executes now what it has taken, all of it in one go.</summary>
    internal void Executed()
    {
        foreach (var (command, payload, retained) in _waiting)
        {
            if (retained || Read(command, payload) is not { } read)
                continue;
            _since.Add((read.Answer, read.Held));
            _oracle.Take(read.Held, command == "mode");
            _watch.NewsCame();
        }

        _waiting.Clear();
    }

    /// <summary>No copy of what was kept can be read any more.</summary>
    internal void Lost() => _lost = true;

    /// <summary>A new service has read what was kept.</summary>
    internal void Restarted()
    {
        _waiting.Clear();
        var intent = _house.Intents.Current;
        var found = new Commanded(intent.Mode.Word(), intent.Limit?.Value);
        _watch.Note($"a new service begins with {found}");
        var permitted = _lost ? [new Commanded("off", null)] : _since.Select(one => one.Held).Append(_kept).ToArray();
        if (!permitted.Contains(found))
        {
            _watch.Violated(
                permitted.Any(one => one.Mode == "off") ? Invariant.OffStaysOff : Invariant.FullAllowanceBack,
                $"{found} after a new start, it was one of {string.Join(", ", permitted.Distinct())}");
        }

        // A stop that had time to be kept must have been.
        foreach (var (charger, at) in _oracle.Stopped)
        {
            if (!_lost && _watch.Now - at > s_kept && _house.Disk.SoundSince < at && !intent.Stopped.Contains(charger))
                _watch.Violated(Invariant.OffStaysOff, $"{charger} was stopped at {TimeSpan.FromTicks(at):c}, and is not after a new start");
        }

        _oracle.Restarted(found, intent.Stopped);
        (_kept, _lost) = (found, false);
        _since.Clear();
    }

    // Only what schedules send. All else is nonsense, and changes nothing.
    private (string Answer, Commanded Held)? Read(string command, string payload)
    {
        var now = _oracle.Commanded;
        return (command, payload) switch
        {
            ("mode", "pv-boost" or "fixed" or "off") => ($"mode is {payload}", now with { Mode = payload }),
            ("limit", "none") => ("there is no limit", now with { Limit = null }),
            ("limit", "4.2 kW") => ("limit is 4200 W", now with { Limit = 4200 }),
            ("limit", "2.5kW") => ("limit is 2500 W", now with { Limit = 2500 }),
            ("limit", "11040") => ("limit is 11040 W", now with { Limit = 11_040 }),
            ("limit", "15000 W") => ("limit is 15000 W", now with { Limit = 15_000 }),
            ("limit", "0") => ("limit is 0 W", now with { Limit = 0 }),
            _ => null,
        };
    }

    // What is answered as accepted, without a word on its not being kept, must survive.
    private void Answered(OutgoingMessage answer)
    {
        if (answer.Payload.Length == 0)
            return;
        using var result = JsonDocument.Parse(answer.Payload);
        var reason = result.RootElement.GetProperty("reason").GetString()!;
        if (!result.RootElement.GetProperty("accepted").GetBoolean() || _since.FindIndex(one => one.Answer == reason) is not (>= 0 and var index))
            return;
        _watch.Count("seen: a command kept");
        _kept = _since[index].Held;
        _since.RemoveRange(0, index + 1);
    }
}
