using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Tests.Safety.House;
using WallboxMqtt.Tests.Safety.Invariants;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>The inverter of a schedule: uploads what it is told to, every 10 s or more often, and tells the oracle what has to come of it.</summary>
internal sealed partial class Inverter(SimulatedHouse house, SafetyWatch watch, Random random)
{
    private const double RatedPower = 9900;
    private readonly Dictionary<string, string> _lastTaken = [];
    private (byte[] Body, double Power)? _last;

    /// <summary>What is sent now.</summary>
    internal UploadKind Kind { get; set; }

    /// <summary>The chance of what is sent now.</summary>
    internal Random Chance { get; set; } = new(0);

    /// <summary>AC power now, W.</summary>
    internal double Power { get; set; }

    /// <summary>Uploads for as long as the world turns.</summary>
    internal async Task RunAsync()
    {
        while (true)
        {
            Upload();
            await Task.Delay(watch.Facts.Upload * (0.97 + (0.06 * random.NextDouble())), house.World.Time);
        }
    }

    /// <summary>A second source, which shows a part of the true power every 10 s.</summary>
    internal async Task RunSecondAsync(double share)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(9.7 + (0.6 * random.NextDouble())), house.World.Time);
            Send("sunSpec", UploadEffect.Taken, Document(Math.Round(Power * share)), Math.Round(Power * share));
        }
    }

    /// <summary>The service has been started anew: it knows of no reading.</summary>
    internal void Forgotten() => _lastTaken.Clear();

    /// <summary>Uploads out of turn.</summary>
    internal void Upload()
    {
        // A machine that stands still is not reached, either.
        if (Kind == UploadKind.Silent || house.Service.Process.Halted)
            return;
        var power = Math.Round(Power);
        var document = Encoding.UTF8.GetString(Document(power));
        var source = Kind == UploadKind.OtherSource && Chance.Next(2) == 0 ? "solarApi" : "ftp";
        var effect = Effect();
        var sent = (Body: Body(document), Power: Kind is UploadKind.NullPower or UploadKind.NoInverters or UploadKind.StandbyPower ? 0 : power);
        if (Kind == UploadKind.Repeated && _last is { } before)
            sent = before;
        if (Kind == UploadKind.Sound)
            _last = sent;
        Send(source, effect, sent.Body, sent.Power);
    }

    // With fractions of a second, so that no two are taken for one sent again.
    private byte[] Document(double power) => Stamped(
        Encoding.UTF8.GetString(new SimulatedSymo(new SimulatedSymoOptions { Power = power }, house.World.Time).PowerFlow()), TimeSpan.Zero);

    private byte[] Stamped(string document, TimeSpan shift) => Utf8(Timestamp().Replace(
        document,
        $"\"Timestamp\": \"{(house.World.Time.GetUtcNow() + shift).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture)}\""));

    private void Send(string source, UploadEffect effect, byte[] body, double power)
    {
        var service = house.Service;
        service.Process.Do(() =>
        {
            Expect(effect, source, body, power);
            service.ControlComposition.Inbox.Offer(source, body, out _);
            watch.Note($"{source} says {power} W, which is {effect}; the oracle counts {watch.Oracle.Sun.Valid} W, steady {watch.Oracle.Sun.Steady} W");
            watch.NewsCame();
        });
    }

    private void Expect(UploadEffect effect, string source, byte[] body, double power)
    {
        if (effect == UploadEffect.NoSun)
            watch.Oracle.Sun.Odd(source);
        if (effect != UploadEffect.Taken)
            return;
        // Taken twice, it is not heard anew.
        var stamp = Timestamp().Match(Encoding.UTF8.GetString(body)).Value;
        if (_lastTaken.GetValueOrDefault(source) == stamp)
            return;
        _lastTaken[source] = stamp;
        watch.Oracle.Sun.Received(source, power);
    }

    private UploadEffect Effect() => Kind switch
    {
        UploadKind.NotANumber or UploadKind.Truncated or UploadKind.Garbage or UploadKind.Binary or UploadKind.Utf16 => UploadEffect.None,
        UploadKind.NotANumberText or UploadKind.Negative or UploadKind.TenTimes or UploadKind.JustAbove or UploadKind.StatusCode
            or UploadKind.EmptyObject => UploadEffect.NoSun,
        UploadKind.Sound or UploadKind.Silent or UploadKind.Repeated or UploadKind.Future or UploadKind.Past or UploadKind.NullPower or UploadKind.NoInverters
            or UploadKind.StandbyPower or UploadKind.ByteOrderMark or UploadKind.Huge or UploadKind.OtherSource => UploadEffect.Taken,
    };

    private byte[] Body(string document)
    {
        var shift = TimeSpan.FromDays(Kind == UploadKind.Past ? -400 : 400);
        return Kind switch
        {
            UploadKind.Future or UploadKind.Past => Stamped(document, shift),
            UploadKind.NotANumber => Utf8(WithPower(document, "NaN")),
            UploadKind.NotANumberText => Utf8(WithPower(document, "\"NaN\"")),
            UploadKind.NullPower => Utf8(WithPower(document, "null")),
            UploadKind.Negative => Utf8(WithPower(document, "-5000")),
            UploadKind.StandbyPower => Utf8(WithPower(document, "-12.5")),
            UploadKind.TenTimes => Utf8(WithPower(document, $"{RatedPower * 10}")),
            UploadKind.JustAbove => Utf8(WithPower(document, $"{(RatedPower * 1.1) + 1:0}")),
            UploadKind.Truncated => Utf8(document[..Chance.Next(document.Length - 2)]),
            UploadKind.Garbage => Utf8("]" + document),
            UploadKind.Binary => Bytes(),
            UploadKind.Utf16 => Encoding.Unicode.GetBytes(document),
            UploadKind.ByteOrderMark => [0xEF, 0xBB, 0xBF, .. Utf8(document)],
            UploadKind.Huge => Utf8(new string(' ', 60_000) + document),
            UploadKind.StatusCode => Utf8(document.Replace("\"Code\": 0", "\"Code\": 255", StringComparison.Ordinal)),
            UploadKind.EmptyObject => "{}"u8.ToArray(),
            UploadKind.NoInverters => Utf8(Inverters().Replace(document, "\"Inverters\": {},\n\t\t\"Site\"")),
            UploadKind.Sound or UploadKind.Silent or UploadKind.Repeated or UploadKind.OtherSource => Utf8(document),
        };
    }

    // Never the beginning of a document.
    private byte[] Bytes()
    {
        var bytes = new byte[Chance.Next(1, 300)];
        Chance.NextBytes(bytes);
        bytes[0] = 0x80;
        return bytes;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string WithPower(string document, string power) => AcPower().Replace(document, $"\"P\": {power}");

    [GeneratedRegex("\"Timestamp\": \"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Timestamp();

    [GeneratedRegex("\"P\": -?[0-9.]+", RegexOptions.NonBacktracking)]
    private static partial Regex AcPower();

    [GeneratedRegex("\"Inverters\": \\{.*?\"Site\"", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Inverters();
}
