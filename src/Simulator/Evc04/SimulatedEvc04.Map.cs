using System.Globalization;

namespace WallboxMqtt.Simulator.Evc04;

/// <content>The register map, and what its registers say now.</content>
public sealed partial class SimulatedEvc04
{
    private Dictionary<ushort, ushort>? _frozen;

    /// <summary>True while its registers stand still.</summary>
    public bool IsFrozen
    {
        get
        {
            lock (_gate)
                return _frozen is not null;
        }
    }

    /// <summary>Every register keeps its present value until the master's connection ends: a fault that owners report.</summary>
    public void Freeze()
    {
        lock (_gate)
        {
            Pass();
            _frozen ??= _map.ToDictionary(one => one.Key, one => one.Value.Row.Word(one.Value.Offset, _options.WideText));
        }
    }

    private ushort Word(ushort address, Row row, int offset) =>
        _frozen?[address] ?? row.Word(offset, _options.WideText);

    private DateTimeOffset Clock => _time.GetLocalNow();

    private IEnumerable<Row> Rows()
    {
        yield return Text(100, 25, _options.Serial);
        yield return Text(130, 50, _options.ChargePointId);
        yield return Text(190, 10, _options.Brand);
        yield return Text(210, 5, _options.Model);
        yield return Text(230, 50, _options.Firmware);
        yield return Number(290, 2, () => Digits(Clock, "yyMMdd"));
        yield return Number(294, 2, () => Digits(Clock, "HHmmss"));
        yield return Number(400, 2, () => (uint)(_options.MaxCurrent * 230 * _options.Phases));
        yield return Number(404, 1, () => _options.Phases == 3 ? 1u : 0);
        yield return Number(1000, 1, () => (uint)State());
        yield return Number(1001, 1, () => Drawing ? 1u : 0);
        yield return Number(1002, 1, () => EquipmentFault ? 2u : 1);
        yield return Number(1004, 1, () => _car is null ? 0u : 3);
        yield return Number(1006, 2, () => FaultCode);
        foreach (var phase in new[] { 1, 2, 3 })
        {
            yield return Number((ushort)(1006 + (2 * phase)), 1, () => (uint)Math.Round(Current(phase) * 1000));
            yield return Number((ushort)(1012 + (2 * phase)), 1, () => (uint)Math.Round(Voltage(phase)));
            yield return Number((ushort)(1020 + (4 * phase)), 2, () => (uint)Math.Round(Power(phase)));
        }

        yield return Number(1020, 2, () => (uint)Math.Round(Power(1) + Power(2) + Power(3)));
        yield return Number(1036, 2, () => (uint)(_meter / 100));
        yield return Number(1100, 1, () => (uint)_options.MaxCurrent);
        yield return Number(1102, 1, () => (uint)_options.MinCurrent);
        yield return Number(1104, 1, () => (uint)_options.MaxCurrent);
        yield return Number(1106, 1, () => 32);
        yield return Number(1502, 2, () => (uint)_sessionEnergy);
        yield return Number(1504, 2, () => _sessionStart is { } start ? Digits(start, "HHmmss") : 0);
        yield return Number(1508, 2, () => (uint)SessionDuration.TotalSeconds);
        yield return Number(1512, 2, () => _sessionEnd is { } end ? Digits(end, "HHmmss") : 0);
        yield return Number(2000, 1, () => (uint)_failsafe.Current, writable: true);
        yield return Number(2002, 1, () => (uint)_failsafe.Seconds, writable: true);
        yield return Number(5004, 1, ReadBack, writable: true);
        yield return Number(6000, 1, () => _failsafe.IsAlive ? 1u : 0, writable: true);
        if (!_options.OptionalRegisters)
            yield break;
        yield return Number(405, 1, () => _options.Phases == 3 ? 1u : 0, writable: true);
        yield return Text(1516, 15, "VESTELFREEMODE");
    }

    // OCPP: 0 available, 1 preparing, 2 charging, 3 suspended by the box, 4 suspended by the car, 5 finishing, 8 faulted.
    private int State() =>
        EquipmentFault || FaultCode != 0 ? 8
        : _car is null ? 0
        : Drawing ? 2
        : Full ? 4
        : _offered == 0 ? 3
        : 1;

    private uint ReadBack() =>
        _options.ZeroReadsBackAsSix && _setpoint == 0 && _car is null && Now - _setpointAt > TimeSpan.FromMinutes(1) ? 6u : (uint)_setpoint;

    private static uint Digits(DateTimeOffset moment, string format) =>
        uint.Parse(moment.ToString(format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static Row Text(ushort address, ushort count, string text) => new(address, count, false, null, text);

    private static Row Number(ushort address, ushort count, Func<uint> number, bool writable = false) =>
        new(address, count, writable, number, null);
}
