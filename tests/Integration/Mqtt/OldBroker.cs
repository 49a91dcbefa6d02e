using System.Collections.Concurrent;
using WallboxMqtt.Tests.Integration.Faults;

namespace WallboxMqtt.Tests.Integration.Mqtt;

/// <summary>A broker that knows MQTT 3.1.1 only: refuses protocol level 5, and passes level 4 on to a real mosquitto.</summary>
internal sealed class OldBroker : IAsyncDisposable
{
    private readonly FaultProxy _proxy;
    private readonly Fault _old;

    internal OldBroker(int target, byte[] refusal)
    {
        _old = new Fault("old") { Up = (passage, packet) => MqttPackets.KindOf(packet) == MqttPackets.Connect ? ConnectAsync(passage, packet, refusal) : passage.ToTargetAsync(packet) };
        _proxy = new FaultProxy(target, Framing.MqttAsync, _old);
    }

    internal int Port => _proxy.Port;

    /// <summary>The protocol levels of all attempts.</summary>
    internal ConcurrentQueue<int> Levels { get; } = new();

    /// <summary>Breaks all connections; lets them in again.</summary>
    internal async Task BreakAsync()
    {
        await _proxy.SwitchAsync(new Fault("refused") { Refuses = true });
        await _proxy.SwitchAsync(_old);
    }

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    private async Task ConnectAsync(Passage passage, byte[] packet, byte[] refusal)
    {
        var level = MqttPackets.LevelOf(packet);
        Levels.Enqueue(level);
        if (level <= 4)
        {
            await passage.ToTargetAsync(packet);
            return;
        }

        await passage.ToClientAsync(refusal);
        passage.Close();
    }
}
