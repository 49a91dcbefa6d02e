namespace WallboxMqtt.Tests.Integration.Faults;

/// <summary>What a connection to a broker may suffer, each for as long as it is switched on.</summary>
internal static class BrokerFaults
{
    /// <summary>The connection is reset after so many packets, both ways counted.</summary>
    internal static Fault DroppedAfter(int packets)
    {
        Task PassAsync(Passage passage, Func<Task> carry)
        {
            if (passage.Chunks <= packets)
                return carry();
            passage.Reset();
            return Task.CompletedTask;
        }

        return new Fault($"dropped after {packets} packets")
        {
            Up = (passage, packet) => PassAsync(passage, () => passage.ToTargetAsync(packet)),
            Down = (passage, packet) => PassAsync(passage, () => passage.ToClientAsync(packet)),
        };
    }

    /// <summary>Each packet is on its way for a while.</summary>
    internal static Fault Late { get; } = new("late")
    {
        Up = async (passage, packet) =>
        {
            await passage.PauseAsync(TimeSpan.FromSeconds(0.3));
            await passage.ToTargetAsync(packet);
        },
        Down = async (passage, packet) =>
        {
            await passage.PauseAsync(TimeSpan.FromSeconds(0.3));
            await passage.ToClientAsync(packet);
        },
    };

    /// <summary>The broker takes a few bytes a second.</summary>
    internal static Fault SlowReader { get; } = new("slow reader")
    {
        Up = async (passage, packet) =>
        {
            for (var at = 0; at < packet.Length; at += 4)
            {
                await passage.PauseAsync(TimeSpan.FromSeconds(0.5));
                await passage.ToTargetAsync(packet.AsMemory(at, Math.Min(4, packet.Length - at)));
            }
        },
    };

    /// <summary>Nothing arrives anywhere, new connections included.</summary>
    internal static Fault BlackHole { get; } = new("black hole") { Deaf = true, HidesEnd = true, Up = Fault.Lose, Down = Fault.Lose };
}
