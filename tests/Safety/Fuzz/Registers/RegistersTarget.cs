using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Tests.Safety.World;
using static WallboxMqtt.Tests.Safety.Fuzz.FuzzFault;

namespace WallboxMqtt.Tests.Safety.Fuzz.Registers;

/// <summary>The real driver against a wallbox that answers anything: connections, setpoints, whole cycles of reads, under simulated time.</summary>
internal sealed class RegistersTarget : IFuzzTarget
{
    private const int MostConnections = 6;
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(10);

    public string Name => "modbus";

    public IReadOnlyList<byte[]> Corpus => RegistersCorpus.Courses;

    public IReadOnlyList<byte[]> Tokens => RegistersCorpus.Tokens;

    public void Run(ReadOnlySpan<byte> input)
    {
        var world = new SimulatedWorld();
        var script = new AnswerScript(input.ToArray());
        var dialer = new ScriptedDialer(script, world.Time);
        var charger = new Evc04Charger(dialer, new Evc04Options(), world.Time);
        var ended = false;
        world.Start(async () =>
        {
            for (var connection = 0; connection < MostConnections && (connection == 0 || !script.Ended); connection++)
                await ServeAsync(charger, dialer, script, world.Time);
            await charger.DisposeAsync();
            ended = true;
        });
        try
        {
            world.AdvanceUntil(() => ended, s_longest);
        }
        catch (TimeoutException)
        {
            throw new FuzzFault("the driver does not end");
        }
    }

    // One connection: as long as the answers are right, or for some rounds.
    private static async Task ServeAsync(Evc04Charger charger, ScriptedDialer dialer, AnswerScript script, TimeProvider time)
    {
        try
        {
            await TryAsync(charger.ConnectAsync, charger, dialer);
            for (var round = 0; round < 2 || (round < 20 && !script.Ended); round++)
            {
                var setpoint = script.Take() % 28;
                var failsafe = script.Take() % 28;
                await TryAsync(async stop => await charger.EnsureFailsafeAsync(failsafe == 0 ? 0 : 5 + failsafe, stop), charger, dialer, needed: false);
                await TryAsync(stop => charger.WriteSetpointAsync(setpoint == 0 ? 0 : 5 + setpoint, stop), charger, dialer);
                await TryAsync(async stop => await charger.ReadSetpointAsync(stop), charger, dialer);
                await ReadAsync(charger, dialer);
                await TryAsync(charger.WriteAliveAsync, charger, dialer);
                await Task.Delay(TimeSpan.FromMinutes(round == 0 ? 11 : 0.01), time);
            }
        }
        catch (ChargerException)
        {
            await charger.DisconnectAsync();
            Unless(charger.Reading == new ChargerReading(), "knows something of a connection that is gone");
        }
    }

    private static async Task ReadAsync(Evc04Charger charger, ScriptedDialer dialer)
    {
        charger.BeginReads();
        var left = true;
        for (var reads = 0; left; reads++)
        {
            Unless(reads < 60, "the reads of a round do not end");
            await TryAsync(async stop => left = await charger.ReadNextAsync(stop), charger, dialer, needed: false);
        }

        ReadingRules.Check(charger, dialer.Wallbox!.Words);
        ReadingRules.CheckNames(charger);
    }

    // Success, a refusal and a broken link must each be what the last answer was. What control does not need may be missing.
    private static async Task TryAsync(Func<CancellationToken, ValueTask> act, Evc04Charger charger, ScriptedDialer dialer, bool needed = true)
    {
        try
        {
            await act(CancellationToken.None);
            dialer.Wallbox!.Settle();
            Unless(dialer.Wallbox!.Last is Answer.Right or Answer.Refusal or Answer.Odd || (!needed && dialer.Wallbox.Last == Answer.Silence), $"goes on behind an answer that is {dialer.Wallbox.Last}");
        }
        catch (ChargerException refused) when (refused.Failure == ChargerFailure.Refused)
        {
            Unless(dialer.Wallbox!.Last is Answer.Refusal or Answer.Odd, $"takes an answer that is {dialer.Wallbox.Last} for a refusal");
            throw;
        }
        catch (ChargerException lost)
        {
            Unless(dialer.Wallbox is null or { Last: Answer.Wrong or Answer.Odd or Answer.Silence }, $"breaks off behind an answer that is {dialer.Wallbox?.Last}");
            Unless(lost.Failure == ChargerFailure.Lost || dialer.Wallbox?.Last == Answer.Silence, "takes a wrong answer for none");
            ReadingRules.Check(charger, dialer.Wallbox?.Words ?? new AnsweredWords());
            throw;
        }
    }
}
