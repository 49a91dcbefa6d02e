using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Inverters.Fronius.Push;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Inverters.Fronius;

public sealed class PowerFlowInboxTests
{
    private readonly SimulatedTime _time = new();
    private readonly PlantState _plant;
    private readonly PowerFlowInbox _inbox;

    public PowerFlowInboxTests()
    {
        _plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), new ChangeSignal(), _time);
        _inbox = new PowerFlowInbox(new PowerFlowRules(new Watts(9900)), _plant, _time, NullLogger<PowerFlowInbox>.Instance);
    }

    public static TheoryData<string, string, UploadVerdict, InverterStatus, double> Documents => new()
    {
        { "886", "886", UploadVerdict.Taken, InverterStatus.Ok, 886 },
        { "0", "0", UploadVerdict.Taken, InverterStatus.Ok, 0 },
        { "0", "null", UploadVerdict.Taken, InverterStatus.Night, 0 },
        { "null", "null", UploadVerdict.Taken, InverterStatus.Night, 0 },
        { "-12.5", "null", UploadVerdict.Taken, InverterStatus.Ok, 0 },
        { "-198", "0", UploadVerdict.Taken, InverterStatus.Ok, 0 },
        { "-199", "0", UploadVerdict.Refused, InverterStatus.Invalid, 0 },
        { "10890", "10890", UploadVerdict.Taken, InverterStatus.Ok, 10_890 },
        { "10890.5", "10890", UploadVerdict.Refused, InverterStatus.Invalid, 0 },
        { "99000", "99000", UploadVerdict.Refused, InverterStatus.Invalid, 0 },
        { "\"886\"", "886", UploadVerdict.Refused, InverterStatus.Invalid, 0 },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Offer_Document_IsJudged(string power, string pv, UploadVerdict verdict, InverterStatus status, double watts)
    {
        Assert.Equal(verdict, _inbox.Offer("ftp", Flows.Push(power, pv: pv), out var fault));
        Assert.Equal(verdict == UploadVerdict.Refused, fault is not null);
        Assert.Equal((status, watts), (_plant.Evaluate().Status, _plant.Evaluate().Now.Value));
    }

    [Fact]
    public void Offer_StatusCodeNotZero_MeansNoSun()
    {
        _inbox.Offer("ftp", Flows.Push(), out _);
        Assert.Equal(UploadVerdict.Refused, _inbox.Offer("ftp", Flows.Push(timestamp: "2022-08-20T17:22:32+02:00", code: "12"), out _));
        Assert.Equal(0, _plant.Evaluate().Now.Value);
    }

    [Fact]
    public void Offer_RepeatedTimestamp_IsNoFreshSample()
    {
        _inbox.Offer("ftp", Flows.Push(), out _);
        Pass(25);
        Assert.Equal(UploadVerdict.Taken, _inbox.Offer("ftp", Flows.Push("9000"), out _));
        Assert.Equal(886, _plant.Evaluate().Now.Value);
        Pass(5);
        Assert.Equal(InverterStatus.Stale, _plant.Evaluate().Status);
    }

    [Theory]
    [InlineData("2012-01-01T00:00:00+02:00")]
    [InlineData("2099-01-01T00:00:00Z")]
    public void Offer_TimestampOfAWrongClock_IsAccepted(string timestamp)
    {
        _inbox.Offer("ftp", Flows.Push(), out _);
        _inbox.Offer("ftp", Flows.Push("5600", timestamp), out _);
        Assert.Equal(5600, _plant.Evaluate().Now.Value);
    }

    [Fact]
    public void Offer_TruncatedOrGarbage_ChangesNothing()
    {
        _inbox.Offer("ftp", Flows.Push(), out _);
        Assert.Equal(UploadVerdict.Incomplete, _inbox.Offer("ftp", Flows.Push("1").AsSpan(0, 100), out _));
        Assert.Equal(UploadVerdict.Refused, _inbox.Offer("ftp", "garbage"u8, out _));
        Assert.Equal(886, _plant.Evaluate().Now.Value);
    }

    [Theory]
    [InlineData("""{"Body":5,"Head":{"Status":{"Code":0},"Timestamp":"2026-06-21T12:00:00Z"}}""")]
    [InlineData("""{"Body":{"Inverters":{"\ud800":{"P":1}},"Site":{}},"Head":{"Status":{"Code":0},"Timestamp":"2026-06-21T12:00:00Z"}}""")]
    [InlineData("""{"Head":{"Status":{"Code":0},"Timestamp":"\ud800"}}""")]
    public void Offer_WholeDocumentOfAnOddKind_IsRefused(string document)
    {
        _inbox.Offer("ftp", Flows.Push(), out _);
        Assert.Equal(UploadVerdict.Refused, _inbox.Offer("ftp", Encoding.UTF8.GetBytes(document), out var fault));
        Assert.Equal(0, _plant.Evaluate().Now.Value);
        Assert.Equal(fault, _plant.Evaluate().Fault);
    }

    [Fact]
    public void Offer_BytesThatAreNoUtf8_ChangeNothing()
    {
        _inbox.Offer("ftp", Flows.Push(), out _);
        var document = Flows.Push("5600", "2026-06-21T12:00:00Z");
        document[document.AsSpan().IndexOf("UserMessage"u8)] = 0xFF;
        Assert.Equal(UploadVerdict.Refused, _inbox.Offer("ftp", document, out _));
        Assert.Equal(886, _plant.Evaluate().Now.Value);
    }

    [Theory]
    [InlineData("{\"a\":nul\n\n\u0007}")]
    [InlineData("{\"Body\":[\n\r\n]}")]
    [InlineData("{\"a\\u0007\":1,\"a\\u0007\":2}")]
    [InlineData("""{"Body":{"Inverters":{"\n\u0007\u2028":5},"Site":{}},"Head":{"Status":{"Code":0},"Timestamp":"2026-06-21T12:00:00Z"}}""")]
    [InlineData("""{"Body":{"Inverters":{"1":{"P":1e300}},"Site":{}},"Head":{"Status":{"Code":0},"Timestamp":"2026-06-21T12:00:00Z"}}""")]
    public void Offer_FaultThatQuotesAnything_IsOneShortLine(string document)
    {
        _inbox.Offer("ftp", Encoding.UTF8.GetBytes(document.Replace("nul", "nul" + new string('x', 1000), StringComparison.Ordinal)), out var fault);
        Assert.DoesNotContain(fault!, c => char.IsControl(c) || c == '\u2028');
        Assert.InRange(fault!.Length, 1, 250);
    }

    [Fact]
    public void Offer_OldFigureAtNight_IsNotKept()
    {
        _inbox.Offer("ftp", Flows.Push(), out _);
        _inbox.Offer("ftp", Flows.Get("{}"), out _);
        Assert.Equal((InverterStatus.Night, 0d), (_plant.Evaluate().Status, _plant.Evaluate().Now.Value));
    }

    [Theory]
    [InlineData("\"grid\"", -308.54)]
    [InlineData("\"load\"", null)]
    [InlineData("\"unknown\"", null)]
    [InlineData("null", null)]
    [InlineData("5", null)]
    [InlineData("\"\\ud800\"", null)]
    public void Offer_FlowWithAMeterAtTheGrid_IsAMeterReadingToo(string location, double? power)
    {
        var plant = new RecordingPlant();
        var inbox = new PowerFlowInbox(new PowerFlowRules(new Watts(9900)), plant, _time, NullLogger<PowerFlowInbox>.Instance);
        var document = Encoding.UTF8.GetString(Flows.Push()).Replace("\"Meter_Location\" : \"grid\"", $"\"Meter_Location\" : {location}", StringComparison.Ordinal);
        Assert.Equal(UploadVerdict.Taken, inbox.Offer("httpPush", Encoding.UTF8.GetBytes(document), out _));
        inbox.Offer("httpPush", Encoding.UTF8.GetBytes(document), out _);
        Assert.Single(plant.Readings);
        Assert.Equal(power is null ? [] : [new MeterReading { Source = "httpPush", Power = new Watts(power.Value), ArrivedAt = _time.GetTimestamp() }], plant.Meters);
    }

    [Theory]
    [InlineData("push-powerflow.json", 886, false, -308.54, true)]
    [InlineData("symo-day.json", 1111, false, 1703.74, true)]
    [InlineData("primo-two-inverters.json", 1834, false, 384.935, false)]
    [InlineData("igplus-night.json", 0, true, null, false)]
    public void Offer_RealAnswer_IsRead(string name, double power, bool night, double? grid, bool metered)
    {
        var plant = new RecordingPlant();
        new PowerFlowInbox(new PowerFlowRules(new Watts(9900)), plant, _time, NullLogger<PowerFlowInbox>.Instance).Offer("file", Samples.Read(name), out _);
        var reading = Assert.Single(plant.Readings);
        Assert.Equal((power, night), (reading.Power.Value, reading.Night));
        Assert.Equal(grid, reading.GridPower is { } watts ? Math.Round(watts.Value, 3) : null);
        Assert.Equal(metered ? 1 : 0, plant.Meters.Count);
    }

    [Fact]
    public void Offer_StatusCode_IsTold()
    {
        _inbox.Offer("solarApi", Flows.Push(code: "8"), out var fault);
        Assert.Equal("Head.Status.Code is 8 (LNRequestTimeout); allowed: 0", fault);
    }

    private void Pass(double seconds) => _time.MoveTo(_time.Now + (long)(seconds * TimeSpan.TicksPerSecond));
}
