using System.Globalization;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Modbus;

/// <summary>
/// A serial line under simulated time: what is heard behind each request. <c>"5:1103 9:AE*"</c> is two pieces, 5 and 9 ms behind it;
/// a star appends the CRC of its piece, <c>!</c> breaks the line.
/// </summary>
internal sealed class ScriptedLine
{
    private readonly SimulatedWorld _world;
    private readonly Queue<string> _answers;
    private readonly InMemoryStream _far;

    internal ScriptedLine(SimulatedWorld world, params string[] answers)
    {
        _world = world;
        _answers = new Queue<string>(answers);
        (Stream, _far) = InMemoryStream.Create();
        world.Start(HearAsync);
    }

    internal InMemoryStream Stream { get; }

    /// <summary>All requests, and when they came.</summary>
    internal List<(string Frame, TimeSpan At)> Sent { get; } = [];

    internal static byte[] Bytes(string hex)
    {
        var bytes = Convert.FromHexString(hex.TrimEnd('*'));
        return hex.EndsWith('*') ? SerialSlave.Frame(bytes) : bytes;
    }

    /// <summary>Says some pieces; the times are from now on.</summary>
    internal async Task SayAsync(string pieces)
    {
        var start = _world.Time.Now;
        foreach (var piece in pieces.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (at, hex) = (int.Parse(piece.Split(':')[0], CultureInfo.InvariantCulture), piece.Split(':')[1]);
            await Task.Delay(TimeSpan.FromMilliseconds(at) - TimeSpan.FromTicks(_world.Time.Now - start), _world.Time, CancellationToken.None);
            if (_far.IsClosed)
                return;
            if (hex == "!")
                await _far.DisposeAsync();
            else
                await _far.WriteAsync(Bytes(hex));
        }
    }

    private async Task HearAsync()
    {
        var buffer = new byte[RtuFrame.Maximum];
        while (await _far.ReadAsync(buffer) is var count and > 0)
        {
            Sent.Add((Convert.ToHexString(buffer.AsSpan(0, count)), TimeSpan.FromTicks(_world.Time.Now)));
            Assert.True(_answers.TryDequeue(out var pieces), "more requests than the script has");
            _world.Start(() => SayAsync(pieces));
        }
    }
}
