using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Metering;

public sealed class EnergyLedgerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly EnergyLedger _ledger;

    public EnergyLedgerTests() => _ledger = new EnergyLedger(["left", "right"], _time);

    [Theory]
    [InlineData(5000.0, 2000.0, 8000, 2000)]
    [InlineData(5000.0, -300.0, 10_000, 0)]
    [InlineData(5000.0, 12_000.0, 0, 10_000)]
    [InlineData(5000.0, null, 5000, 5000)]
    [InlineData(20_000.0, null, 10_000, 0)]
    [InlineData(null, null, 0, 10_000)]
    public void Charged_AnHourAtTenKilowatts_IsSplit(double? sun, double? grid, double fromSun, double fromGrid)
    {
        _ledger.Restore(LedgerState.Empty);
        Charge(3600, 8000, 2000, Sunlight(sun, grid));
        var state = _ledger.State!;
        var both = state.Chargers["left"].Charged + state.Chargers["right"].Charged;
        Assert.Equal((fromSun, fromGrid), (Math.Round(both.Sun.Value), Math.Round(both.Grid.Value)));
        Assert.Equal(8000, Math.Round(state.Chargers["left"].Charged.Total.Value));
    }

    [Fact]
    public void Charged_IsShownAsKept()
    {
        Assert.Null(_ledger.State);
        _ledger.Restore(LedgerState.Empty);
        Assert.Null(Charge(3600, 8000, 0, Sunlight(20_000, null)));
        var kept = _ledger.State!;
        _ledger.Kept(kept);
        var shown = Charge(3600, 8000, 0, Sunlight(20_000, null));
        Assert.Equal(kept.Chargers["left"].Charged, shown);
        Assert.Equal(16_000, Math.Round(_ledger.State!.Chargers["left"].Charged.Sun.Value));
    }

    [Fact]
    public void Restore_ChargerNoLongerConfigured_IsKeptAllTheSame()
    {
        var gone = new ChargeState(
            CounterState.Unknown with { Value = new WattHours(5) }, new WattHours(4), new ChargedEnergy(new WattHours(1), default), SessionState.Unknown);
        _ledger.Restore(LedgerState.Empty with { Inverter = new WattHours(7), Chargers = LedgerState.Empty.Chargers.Add("gone", gone) });
        Assert.Equal(gone, _ledger.State!.Chargers["gone"]);
        Assert.Equal(["gone", "left", "right"], _ledger.State.Chargers.Keys);
        Assert.Equal(7, _ledger.State.Inverter!.Value.Value);
    }

    [Fact]
    public void Meters_FallBackToNothing_StayWhereTheyWere()
    {
        _ledger.Take(0, new ChargerReading { EnergyTotal = new WattHours(5000) }, Sunlight(0, null));
        Assert.Equal(5000, _ledger.Take(0, new ChargerReading { EnergyTotal = default(WattHours) }, Sunlight(0, null)).Reading!.EnergyTotal!.Value.Value);
        Assert.Null(_ledger.Take(0, new ChargerReading(), Sunlight(0, null)).Reading!.EnergyTotal);
        Assert.Equal(9000, _ledger.Inverter(new WattHours(9000))!.Value.Value);
        Assert.Equal(9000, _ledger.Inverter(default(WattHours))!.Value.Value);
        Assert.Null(_ledger.Inverter(null));
    }

    [Fact]
    public void Json_OfAnyState_IsReadAsWritten()
    {
        _ledger.Restore(LedgerState.Empty);
        _ledger.Take(0, new ChargerReading { EnergyTotal = new WattHours(5000) }, Sunlight(0, null));
        Charge(100, 8123, 0, Sunlight(3000, null));
        var state = _ledger.State!;
        var read = LedgerJson.Read(LedgerJson.Write(state));
        Assert.True(read.Same(LedgerJson.Read(LedgerJson.Write(read))));
        Assert.Equal(state.Chargers["left"].Charged.Sun.Value, read.Chargers["left"].Charged.Sun.Value, 0.01);
        Assert.False(read.Same(LedgerState.Empty));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"inverter":null}""")]
    [InlineData("""{"inverter":"1","chargers":{}}""")]
    [InlineData("""{"inverter":1e999,"chargers":{}}""")]
    [InlineData("""{"inverter":1,"chargers":[]}""")]
    [InlineData("""{"inverter":1,"chargers":{"a":1}}""")]
    [InlineData("""{"inverter":1,"chargers":{"a":{"meter":1,"began":1,"sun":-1,"grid":0}}}""")]
    [InlineData("""{"inverter":1,"chargers":{"a":{"meter":1,"began":1,"sun":null,"grid":0}}}""")]
    [InlineData("""{"inverter":1,"chargers":{"a":{"meter":1,"began":1,"sun":0,"grid":0,"follows":1}}}""")]
    [InlineData("""{"inverter":1,"chargers":{"a":{"meter":1,"began":1,"sun":0,"grid":0,"session":"1"}}}""")]
    public void Json_Damaged_IsRefused(string json) =>
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => LedgerJson.Read(System.Text.Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Json_OfAnEarlierVersion_IsRead()
    {
        var read = LedgerJson.Read("""{"inverter":1,"chargers":{"left":{"meter":2000,"began":1000,"sun":600,"grid":400}}}"""u8.ToArray());
        Assert.Equal(
            new ChargeState(
                new CounterState(new WattHours(2000), new WattHours(2000), default, true),
                new WattHours(1000),
                new ChargedEnergy(new WattHours(600), new WattHours(400)),
                SessionState.Unknown),
            read.Chargers["left"]);
    }

    [Fact]
    public void Json_OfIntegratedCounters_IsReadAsWritten()
    {
        var state = LedgerState.Empty with
        {
            Chargers = LedgerState.Empty.Chargers.Add("left", new ChargeState(
                new CounterState(new WattHours(5), null, default, false),
                new WattHours(4),
                ChargedEnergy.Zero,
                new SessionState(new CounterState(new WattHours(7), new WattHours(6), new WattHours(-1), false), TimeSpan.FromSeconds(90)))),
        };
        Assert.Equal(state.Chargers["left"], LedgerJson.Read(LedgerJson.Write(state)).Chargers["left"]);
    }

    [Fact]
    public void EnergyTotal_IntegratedAndNotKept_IsShownAsKept()
    {
        _ledger.Restore(LedgerState.Empty);
        Charge(3600, 8000, 0, Sunlight(0, null));
        var kept = _ledger.State!;
        Assert.False(kept.Chargers["left"].Meter.Follows);
        _ledger.Kept(kept);
        Charge(60, 8000, 0, Sunlight(0, null));
        var reading = _ledger.Take(0, new ChargerReading { Power = default(Watts) }, Sunlight(0, null)).Reading!;
        Assert.Equal(kept.Chargers["left"].Meter.Value, reading.EnergyTotal);
        Assert.True(_ledger.State!.Chargers["left"].Meter.Value > reading.EnergyTotal!.Value);
    }

    private static PlantView Sunlight(double? power, double? grid)
    {
        var reading = power is { } watts
            ? new InverterReading { Source = "ftp", Power = new Watts(watts), ArrivedAt = 0, GridPower = grid is { } import ? new Watts(import) : null }
            : null;
        return new PlantView(reading is null ? InverterStatus.Stale : InverterStatus.Ok, new Watts(power ?? 0), default, reading, null, null, null);
    }

    private ChargedEnergy? Charge(int seconds, double left, double right, PlantView sun)
    {
        ChargedEnergy? shown = null;
        for (var second = 0; second <= seconds; second++)
        {
            shown = _ledger.Take(0, new ChargerReading { Power = new Watts(second == seconds ? 0 : left) }, sun).Charged;
            _ledger.Take(1, new ChargerReading { Power = new Watts(second == seconds ? 0 : right) }, sun);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        return shown;
    }
}
