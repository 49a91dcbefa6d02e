using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Modbus;

/// <summary>
/// A Modbus TCP peer under simulated time. For each request a line of its script: pieces with the milliseconds after which they are
/// sent, as in <c>"5:000100000005FF03 1300:020010"</c>; <c>!</c> closes. Nothing is sent for an empty line.
/// </summary>
internal sealed class ScriptedGateway
{
    private readonly SimulatedWorld _world = new();
    private readonly Queue<string> _answers;
    private readonly InMemoryStream _near;
    private readonly InMemoryStream _far;

    internal ScriptedGateway(params string[] answers)
    {
        _answers = new Queue<string>(answers);
        (_near, _far) = InMemoryStream.Create();
        _world.Start(HearAsync);
    }

    /// <summary>The manners that were reported.</summary>
    internal List<string> Learnt { get; } = [];

    /// <summary>
    /// Makes requests one after the other, each with a timeout of one second, until one breaks the link: <c>r</c> reads register 5004,
    /// <c>i</c> two input registers at 1000, <c>w</c> writes 16 to 5004. What each brought: its words, <c>ok</c>, <c>refused</c>,
    /// <c>silence</c>, or the reason why the link broke.
    /// </summary>
    internal string Run(string requests)
    {
        var results = new List<string>();
        var ended = false;
        _world.Start(async () =>
        {
            await using var client = new ModbusClient(new ModbusTcpTransport(_near, Learnt.Add), 255, _world.Time);
            foreach (var request in requests)
            {
                results.Add(await AskAsync(client, request));
                if (results[^1].Contains(' ', StringComparison.Ordinal))
                    break;
            }

            ended = true;
        });
        _world.AdvanceUntil(() => ended, TimeSpan.FromMinutes(1));
        return string.Join(" | ", results);
    }

    private static async Task<string> AskAsync(ModbusClient client, char request)
    {
        try
        {
            var words = new byte[request == 'i' ? 4 : 2];
            if (request == 'w')
                await client.WriteAsync(5004, 16, TimeSpan.FromSeconds(1), default);
            else
                await client.ReadAsync(request == 'i' ? ModbusFunction.ReadInputRegisters : ModbusFunction.ReadHoldingRegisters, (ushort)(request == 'i' ? 1000 : 5004), words, TimeSpan.FromSeconds(1), default);
            return request == 'w' ? "ok" : Convert.ToHexString(words);
        }
        catch (ModbusDeviceException)
        {
            return "refused";
        }
        catch (ModbusSilenceException)
        {
            return "silence";
        }
        catch (ModbusLinkException broken)
        {
            return broken.Message;
        }
    }

    private async Task HearAsync()
    {
        var buffer = new byte[300];
        while (await _far.ReadAsync(buffer) is > 0)
        {
            Assert.True(_answers.TryDequeue(out var pieces), "more requests than the script has");
            _world.Start(() => SayAsync(pieces));
        }
    }

    private async Task SayAsync(string pieces)
    {
        var start = _world.Time.Now;
        foreach (var piece in pieces.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (at, hex) = (int.Parse(piece.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture), piece.Split(':')[1]);
            await Task.Delay(TimeSpan.FromMilliseconds(at) - TimeSpan.FromTicks(_world.Time.Now - start), _world.Time, CancellationToken.None);
            if (_far.IsClosed)
                return;
            if (hex == "!")
                await _far.DisposeAsync();
            else
                await _far.WriteAsync(Convert.FromHexString(hex));
        }
    }
}
