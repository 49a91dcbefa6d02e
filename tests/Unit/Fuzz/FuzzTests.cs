using System.Text;
using WallboxMqtt.Tests.Safety.Fuzz;

namespace WallboxMqtt.Tests.Unit.Fuzz;

/// <summary>Other inputs at each run; a failure names seed and index, and <c>--seed S --only INDEX</c> shows it again. Alone, since memory and time are measured.</summary>
[Collection(nameof(AloneCollection))]
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const long Inputs = 20_000;

    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    /// <summary>What once broke something, cut down to what matters.</summary>
    public static TheoryData<string, string> Past => new()
    {
        // A power flow: a body that is no object, half a character as a name and as a time, bytes that are no UTF-8; faults of many lines or digits.
        { "powerflow", """{"Body":5,"Head":{"Status":{"Code":0},"Timestamp":"2026-06-21T12:00:00Z"}}""" },
        { "powerflow", """{"Body":{"Inverters":{"\ud800":{"P":1}},"Site":{}},"Head":{"Status":{"Code":0},"Timestamp":"2026-06-21T12:00:00Z"}}""" },
        { "powerflow", """{"Head":{"Status":{"Code":0},"Timestamp":"\ud800"}}""" },
        { "powerflow", "{\"Body\":{\"Inverters\":{},\"Site\":{\"\xFF\":1}},\"Head\":{\"Status\":{\"Code\":0},\"Timestamp\":\"2026-06-21T12:00:00Z\"}}" },
        { "powerflow", "{\"Body\":nul\n\n\n}" },
        { "powerflow", "{\"Body\":[\r\n]}" },
        { "powerflow", """{"Body":{"Inverters":{"1":{"P":1.5e255}},"Site":{}},"Head":{"Status":{"Code":0},"Timestamp":"2026-06-21T12:00:00Z"}}""" },
        // A time was answered as it came, control characters included.
        { "ftp", "USER fronius\r\nPASS secret\r\nMFMT 2026\x07\x30621120000 /push/x.tmp\r\n" },
        // Names of variables were shown as they came.
        { "yaml", "#env WALLBOX_CHARGERS__0__URL=tcp://192.0.2.8\n#env WALLBOX_CHARGERS__0\x1F_FAILSAFE__CURRENT=6\n" },
        { "yaml", "#env WALLBOX_CHARGE__FAIL\x07__CURRENT=6\n" },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void Target_InputsOfAFreshSeed_KeepTheRules(string name)
    {
        var report = FuzzRun.Run(FuzzTargets.Create(name), Random.Shared.NextInt64(), Inputs, TimeProvider.System);
        output.WriteLine(report.ToString());
        Assert.True(report.Faults.IsEmpty, report.ToString());
        Assert.Equal(Inputs, report.Inputs);
    }

    [Theory]
    [MemberData(nameof(Past))]
    public void Target_PastFault_StaysMended(string name, string input) => FuzzTargets.Create(name).Run(Encoding.Latin1.GetBytes(input));

    [Fact]
    public void Input_SameSeedAndIndex_IsTheSame()
    {
        var (one, other) = (new Mutator(FuzzTargets.Create("yaml")), new Mutator(FuzzTargets.Create("yaml")));
        for (var index = 0; index < 500; index++)
            one.Make(5, index);
        Assert.Equal(one.Make(5, 77).ToArray(), other.Make(5, 77).ToArray());
        Assert.NotEqual(one.Make(5, 77).ToArray(), other.Make(6, 77).ToArray());
    }

    [Fact]
    public void Run_TargetThatBreaks_NamesTheInput()
    {
        var report = FuzzRun.Run(new BrittleTarget(), 1, 5000, TimeProvider.System);
        var fault = report.Faults[0];
        Assert.Contains("even", fault.Message, StringComparison.Ordinal);
        Assert.Equal(fault.Input, FuzzRun.Again(new BrittleTarget(), 1, fault.Index, TimeProvider.System)!.Input);
        using var printed = new StringWriter();
        Assert.Equal(1, FuzzCommand.Run(["no-such-target"], printed));
        Assert.Equal(0, FuzzCommand.Run(["mqtt", "--seed", "3", "--count", "10"], printed));
        Assert.Contains("mqtt: 10 inputs, seed 3", printed.ToString(), StringComparison.Ordinal);
    }
}
