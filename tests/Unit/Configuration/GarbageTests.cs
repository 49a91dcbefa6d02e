using System.Text;
using CsCheck;
using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.Configuration;

/// <summary>Whatever the file and the environment hold, there are options or faults, and never an exception.</summary>
public sealed class GarbageTests
{
    private const string Whole =
        """
        grid: { cap: 16 A, phases: 3, voltage: measured }
        inverter:
          ratedPower: 9900 W
          ftp: { listen: "0.0.0.0:2121", user: fronius, password: "...", advertise: null, passivePorts: 50000-50009 }
          solarApi: { url: "http://192.0.2.7", interval: 5 s }
          sunSpec:
            url: "rtu:///dev/ttyUSB0?baud=9600"
        chargers:
          - id: a
            url: tcp://192.0.2.8:502   # comment
            failsafe: { current: 6 A, timeout: 20 s, write: true }
          - { id: b, url: "tcp://[fd00::1]" }
        mqtt:
          url: mqtt://127.0.0.1
          user: >-
            folded
          discovery: { style: off }
        lcd: { spi: { offset: [1, 2], clock: 15 MHz } }
        web:
        """;

    private static readonly string[] s_pieces =
    [
        ":", ": ", "\n", "\n  ", "\t", "- ", "{", "}", "[", "]", ",", "\"", "'", "#", " #", "&a ", "*a", "!", "!!str ", "---\n", "...\n", "%YAML 1.2\n", "%TAG ! a\n", "|", ">",
        "? ", "@", "`", "~", "null", "\\", "\\x", "\0", "\uFEFF", "\uFFFF", "\u2028", "ä", "😀", "\r", "NaN", "-1", "1e9", "99999999999999999999", "A", "tcp://", "://", "@", "=", "0", "<<: ",
    ];

    [Fact]
    public void Load_MutatedFile_NeverThrows()
    {
        var random = new Random(20_240_611);
        for (var run = 0; run < 4000; run++)
        {
            var text = new StringBuilder(Whole);
            for (var edits = random.Next(1, 6); edits > 0; edits--)
                Mutate(text, random);
            Check(Encoding.UTF8.GetBytes(text.ToString()), []);
        }
    }

    [Fact]
    public void Load_MutatedBytes_NeverThrows()
    {
        var random = new Random(7);
        for (var run = 0; run < 2000; run++)
        {
            var bytes = Encoding.UTF8.GetBytes(Whole);
            for (var edits = random.Next(1, 4); edits > 0; edits--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Check(bytes, []);
        }
    }

    [Fact]
    public void Load_RandomText_NeverThrows() =>
        Gen.OneOf(Gen.OneOf(s_pieces), Gen.String).Array[0, 40].Sample(
            pieces => Check(Encoding.UTF8.GetBytes(string.Concat(pieces)), []),
            iter: 4000,
            threads: 1);

    [Fact]
    public void Load_RandomVariables_NeverThrow()
    {
        var level = Gen.OneOf("GRID", "CAP", "mqtt", "URL", "CHARGERS", "0", "1", "2", "7", "", "LCD", "SPI", "OFFSET", "WEB", "INVERTER", "FTP", "PASSWORD", "X", "00", "99999");
        var value = Gen.OneOf(Gen.OneOf("", "null", "{}", "[1, 2]", "16 A", "tcp://a", "NaN"), Gen.String);
        var variable = Gen.Select(level.Array[0, 10], value, (levels, text) => ("WALLBOX_" + string.Join("__", levels), text));
        variable.Array[0, 8].Sample(
            variables => Check(Encoding.UTF8.GetBytes(Whole), variables.DistinctBy(v => v.Item1).ToDictionary(v => v.Item1, v => v.text)),
            iter: 4000,
            threads: 1);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("!")]
    [InlineData("a: &a ")]
    [InlineData("'")]
    [InlineData("\"\\")]
    [InlineData("a:\n")]
    [InlineData("a b ")]
    public async Task Load_FileFullOfOneThing_EndsSoon(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, ConfigurationReader.FileLimit / piece.Length));
        await Task.Factory.StartNew(() => Check(Encoding.UTF8.GetBytes(text), []), TaskCreationOptions.LongRunning)
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    private static void Mutate(StringBuilder text, Random random)
    {
        var at = random.Next(text.Length);
        switch (random.Next(4))
        {
            case 0:
                text.Remove(at, Math.Min(random.Next(1, 10), text.Length - at));
                break;
            case 1:
                text.Insert(at, s_pieces[random.Next(s_pieces.Length)]);
                break;
            case 2:
                text[at] = (char)random.Next(1, 0x250);
                break;
            default:
                var length = Math.Min(random.Next(1, 60), text.Length - at);
                text.Insert(random.Next(text.Length), text.ToString(at, length));
                break;
        }

        if (text.Length == 0)
            text.Append('#');
    }

    private static void Check(byte[] content, Dictionary<string, string> environment)
    {
        var result = ConfigurationLoader.Load(null, environment, new FakeFiles().With(Yaml.Name, content));
        Assert.Equal(result.Succeeded, result.Faults.IsEmpty);
        Assert.InRange(result.Faults.Length, 0, 101);
        foreach (var line in result.Faults.Select(fault => fault.ToString()).Concat(result.Warnings))
        {
            Assert.InRange(line.Length, 1, 1000);
            Assert.DoesNotContain(line, char.IsControl);
        }
    }
}
