using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Safety.World;
using static WallboxMqtt.Tests.Safety.Fuzz.FuzzFault;

namespace WallboxMqtt.Tests.Safety.Fuzz.Ftp;

/// <summary>A whole session, with its data connections, under simulated time and without a network.</summary>
internal sealed class FtpTarget : IFuzzTarget
{
    private const double Rated = 9900;

    // An input of nothing but pauses takes three weeks.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(30);

    private static readonly FtpEndpointOptions s_options = new()
    {
        Listen = new IPEndPoint(IPAddress.Loopback, 2121),
        User = FtpCorpus.User,
        Password = FtpCorpus.Password,
        Path = FtpCorpus.Path,
        FirstPassivePort = 50000,
        LastPassivePort = 50009,
    };

    public string Name => "ftp";

    public IReadOnlyList<byte[]> Corpus => FtpCorpus.Sessions;

    public IReadOnlyList<byte[]> Tokens => FtpCorpus.Tokens;

    public void Run(ReadOnlySpan<byte> input)
    {
        var world = new SimulatedWorld();
        var plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10), new ChangeSignal(), world.Time);
        var sink = new WatchedSink(new PowerFlowInbox(new PowerFlowRules(new Watts(Rated)), plant, world.Time, NullLogger<PowerFlowInbox>.Instance));
        var receiver = new UploadReceiver(s_options, sink, world.Time, NullLogger.Instance);
        receiver.Store.Put("/push/x.tmp", FtpCorpus.Stored);
        var script = new FtpScript(input.ToArray());
        var client = new ScriptedFtp(script, world.Time);

        Hold(world, client, receiver);

        var codes = FtpReplies.Codes(client.Answered);
        var logins = FtpWitness.Logins(script.Control, FtpCorpus.User, FtpCorpus.Password);
        Unless(codes[0] == 220, "no greeting");
        Unless(codes.Count(code => code == 230) <= logins, $"more logins than {logins}");
        Unless(logins > 0 || sink.Offers == 0, "an upload of somebody who has not logged in");
        Unless(sink.Longest <= UploadStore.MaximumLength, $"{sink.Longest} bytes were offered");
        Unless(client.Connected.TrueForAll(target => target.Address.Equals(client.Peer) && target.Port >= 1024), "connects to a third party, or to a service");
        var sun = plant.Evaluate();
        Unless(sun.Now.Value is >= 0 and <= Rated * 1.1 && sun.Steady.Value is >= 0 and <= Rated * 1.1, $"a power of {sun.Now} counts");
    }

    private static void Hold(SimulatedWorld world, ScriptedFtp client, UploadReceiver receiver)
    {
        using var session = new FtpSession(client, s_options, receiver, new FtpLoginLog(NullLogger.Instance), world.Time);
        var ended = false;
        world.Start(async () =>
        {
            await session.RunAsync(CancellationToken.None);
            ended = true;
        });
        try
        {
            world.AdvanceUntil(() => ended, s_longest);
        }
        catch (TimeoutException)
        {
            throw new FuzzFault("the session does not end");
        }
    }
}
