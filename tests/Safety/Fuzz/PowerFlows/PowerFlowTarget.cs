using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Inverters.Fronius.Push;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Safety.World;
using static WallboxMqtt.Tests.Safety.Fuzz.FuzzFault;

namespace WallboxMqtt.Tests.Safety.Fuzz.PowerFlows;

/// <summary>An upload, behind one of 5000 W that came 15 s before it.</summary>
internal sealed class PowerFlowTarget : IFuzzTarget
{
    private const double Rated = 9900;
    private const double Before = 5000;
    private static readonly DateTimeOffset s_beforeAt = new(2026, 6, 21, 9, 59, 50, TimeSpan.Zero);

    public string Name => "powerflow";

    public IReadOnlyList<byte[]> Corpus => PowerFlowCorpus.Documents;

    public IReadOnlyList<byte[]> Tokens => PowerFlowCorpus.Tokens;

    public void Run(ReadOnlySpan<byte> input)
    {
        var time = new SimulatedTime();
        var plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10), new ChangeSignal(), time);
        var inbox = new PowerFlowInbox(new PowerFlowRules(new Watts(Rated)), plant, time, NullLogger<PowerFlowInbox>.Instance);
        inbox.Offer("ftp", PowerFlowCorpus.First, out _);
        Pass(time, 15);
        CheckBounds(plant, Before, Before);

        var verdict = inbox.Offer("ftp", input, out var fault);
        Unless((fault is not null) == (verdict == UploadVerdict.Refused), $"verdict {verdict} with fault {fault}");
        Unless(fault is null or { Length: > 0 and <= 300 } && fault?.Any(IsBreak) != true, $"not one short line: {fault}");
        Check(plant, verdict, input);

        // Told again, it is no news; what was not whole or not credible is judged again.
        var power = plant.Evaluate().Now.Value;
        Unless(inbox.Offer("ftp", input, out _) == verdict, "another verdict on the same document");
        Unless(plant.Evaluate().Now.Value == power, "another power from the same document");
        Pass(time, 10);
        CheckBounds(plant, power, power);
    }

    private static void Check(PlantState plant, UploadVerdict verdict, ReadOnlySpan<byte> input)
    {
        var (expected, power, at) = PowerFlowWitness.Read(input, Rated);
        if (at == s_beforeAt && expected == Expectation.Reading)
        {
            Unless(verdict == UploadVerdict.Taken, $"a repeated reading is {verdict}");
            CheckBounds(plant, Before, Before);
            return;
        }

        switch (expected)
        {
            case Expectation.Nothing:
                Unless(verdict != UploadVerdict.Taken, "taken, and no JSON");
                CheckBounds(plant, Before, Before);
                break;
            case Expectation.NoSun:
                // The same timestamp again is passed over unread.
                Unless(verdict == UploadVerdict.Refused || at == s_beforeAt, $"{verdict}, and not credible");
                CheckBounds(plant, at == s_beforeAt ? plant.Evaluate().Now.Value : 0, at == s_beforeAt ? plant.Evaluate().Steady.Value : 0);
                break;
            case Expectation.Reading:
                Unless(verdict == UploadVerdict.Taken, $"{verdict}, and credible");
                CheckBounds(plant, power, Math.Min(power, Before));
                break;
            case Expectation.Unclear:
                Unless(verdict != UploadVerdict.Taken || plant.Evaluate().Fault is null, "taken with a fault");
                CheckBounds(plant, plant.Evaluate().Now.Value, plant.Evaluate().Steady.Value);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void CheckBounds(PlantState plant, double now, double steady)
    {
        var sun = plant.Evaluate();
        foreach (var power in (double[])[sun.Now.Value, sun.Steady.Value])
            Unless(double.IsFinite(power) && power is >= 0 and <= Rated * 1.1, $"a power of {power} W counts");
        Unless(Math.Abs(sun.Now.Value - now) < 1e-6 && Math.Abs(sun.Steady.Value - steady) < 1e-6, $"{sun.Now} and steady {sun.Steady} count; due are {now} and {steady}");
    }

    private static bool IsBreak(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    private static void Pass(SimulatedTime time, double seconds) => time.MoveTo(time.Now + (long)(seconds * TimeSpan.TicksPerSecond));
}
