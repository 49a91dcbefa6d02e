using System.Collections.Immutable;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Metering;

/// <summary>
/// Counts the energy of all chargers from their reports, without I/O. What it shows of sun and grid is what was kept on the disk last:
/// a counter that falls back at a restart would ruin statistics.
/// </summary>
public sealed class EnergyLedger
{
    // Far above any roof: only jumps are to be caught.
    private static readonly Watts s_mostSun = new(1_000_000);

    private readonly Lock _gate = new();
    private readonly ImmutableArray<ChargeMeter> _meters;
    private readonly Watts?[] _power;
    private readonly SteadyCounter _inverter;
    private ImmutableSortedDictionary<string, ChargeState> _others = LedgerState.Empty.Chargers;
    private LedgerState? _kept;
    private bool _restored;

    /// <summary>Begins to count.</summary>
    /// <param name="chargers">Their ids, in the configuration's order.</param>
    /// <param name="time">Monotonic clock.</param>
    public EnergyLedger(IReadOnlyList<string> chargers, TimeProvider time)
    {
        Ids = [.. chargers];
        _meters = [.. chargers.Select(_ => new ChargeMeter(time))];
        _power = new Watts?[chargers.Count];
        _inverter = new SteadyCounter(s_mostSun, time);
    }

    /// <summary>The chargers' ids, in the configuration's order.</summary>
    public ImmutableArray<string> Ids { get; }

    /// <summary>Everything that should be kept; null before <see cref="Restore"/>.</summary>
    public LedgerState? State
    {
        get
        {
            lock (_gate)
            {
                return _restored
                    ? new LedgerState(_inverter.Value, _others.SetItems(Ids.Select((id, index) => KeyValuePair.Create(id, _meters[index].State))))
                    : null;
            }
        }
    }

    /// <summary>The counters that are integrated from the power, since the device's own did not follow that: each charger's total or session.</summary>
    public ImmutableHashSet<(string Charger, bool Session)> Reckoned
    {
        get
        {
            lock (_gate)
            {
                return [.. Ids.SelectMany((id, index) => new[] { (id, false, _meters[index].MeterFollows), (id, true, _meters[index].SessionFollows) })
                    .Where(counter => !counter.Item3)
                    .Select(counter => (counter.id, counter.Item2))];
            }
        }
    }

    /// <summary>Goes on from what was kept before; call once.</summary>
    public void Restore(LedgerState kept)
    {
        lock (_gate)
        {
            _inverter.Restore(kept.Inverter);
            for (var index = 0; index < Ids.Length; index++)
            {
                if (kept.Chargers.TryGetValue(Ids[index], out var state))
                    _meters[index].Restore(state);
            }

            _others = kept.Chargers.RemoveRange(Ids);
            _restored = true;
        }
    }

    /// <summary>So much is on the disk now, and may be shown.</summary>
    public void Kept(LedgerState state)
    {
        lock (_gate)
            _kept = state;
    }

    /// <summary>Takes what a charger's round has read; null while it is out of reach.</summary>
    /// <returns>What may be shown of it.</returns>
    public MeteredCharger Take(int charger, ChargerReading? reading, PlantView plant)
    {
        lock (_gate)
        {
            _power[charger] = reading?.Power;
            var meter = _meters[charger];
            meter.Take(reading, GridShare(plant));
            var state = _kept?.Chargers.GetValueOrDefault(Ids[charger]);
            return new MeteredCharger(
                state?.Charged, _restored ? meter.Charged : null, Metered(reading, meter, state), meter.MeterFollows, meter.SessionFollows);
        }
    }

    /// <summary>The inverter's energy since commissioning, without falls and jumps; null if it is not reported now.</summary>
    public WattHours? Inverter(WattHours? reading)
    {
        lock (_gate)
        {
            if (reading is not { } reported)
                return null;
            _inverter.Take(reported);
            return _inverter.Value;
        }
    }

    // An energy is known while the device's figure is, or the power from which it is integrated.
    private static ChargerReading? Metered(ChargerReading? reading, ChargeMeter meter, ChargeState? kept)
    {
        if (reading is null)
            return null;
        var shown = meter.ShownMeter(kept?.Meter);
        return reading with
        {
            EnergyTotal = reading.EnergyTotal is null && reading.Power is null ? null : shown,
            SessionEnergy = reading.SessionEnergy is null && reading.Power is null ? null : meter.Session,
        };
    }

    // Without a meter at the grid connection, what the roof delivers counts as charged first.
    private double GridShare(PlantView plant)
    {
        var charging = _power.Sum(power => Math.Max(0, power?.Value ?? 0));
        if (charging <= 0 || plant.Reading is not { } reading)
            return 1;
        var grid = reading.GridPower?.Value ?? charging - plant.Now.Value;
        return Math.Clamp(grid / charging, 0, 1);
    }
}
