using System.Collections.Concurrent;

namespace WallboxMqtt.Tests.Integration.Faults;

/// <summary>Sees from the outside whether a sign of life goes out on a connection whose last setpoint was not acknowledged to the client.</summary>
internal sealed class AliveWitness
{
    private readonly ConcurrentDictionary<Passage, byte[]?> _open = new();

    internal AliveWitness(FaultProxy proxy)
    {
        proxy.Asked += Asked;
        proxy.Reported += Reported;
    }

    /// <summary>Signs of life in all.</summary>
    internal int Signs { get; private set; }

    /// <summary>Those that should not have been.</summary>
    internal int Unfounded { get; private set; }

    // The absence of a passage means that nothing was written on it yet; null, that its last setpoint is acknowledged.
    private void Asked(Passage passage, ReadOnlySpan<byte> request)
    {
        if (request is [_, _, _, _, _, _, _, 6, 0x13, 0x8C, ..])
            _open[passage] = request.ToArray();
        if (request is not [_, _, _, _, _, _, _, 6, 0x17, 0x70, ..])
            return;
        Signs++;
        if (!_open.TryGetValue(passage, out var open) || open is not null)
            Unfounded++;
    }

    // The answer to a write is its echo, with the same header.
    private void Reported(Passage passage, ReadOnlySpan<byte> reply)
    {
        if (_open.GetValueOrDefault(passage) is { } open && reply.SequenceEqual(open))
            _open[passage] = null;
    }
}
