using WallboxMqtt.Balancer.State;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>The state directory, which outlives the service. It can be full, read-only, slow, and forget what it held.</summary>
internal sealed class SimulatedDisk(TimeProvider time) : IStateDirectory
{
    private readonly Dictionary<string, byte[]> _files = [];

    internal Exception? Fault
    {
        get;
        set => (field, SoundSince) = (value, time.GetTimestamp());
    }

    internal TimeSpan Latency
    {
        get;
        set => (field, SoundSince) = (value, time.GetTimestamp());
    }

    /// <summary>When something was last wrong with it, or ceased to be.</summary>
    internal long SoundSince { get; private set; } = -1;

    /// <summary>The files' names.</summary>
    internal IEnumerable<string> Names => _files.Keys.Order(StringComparer.Ordinal);

    public string Path => "/simulated";

    public byte[]? Read(string name) => _files.GetValueOrDefault(name);

    public async ValueTask WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        if (Latency > TimeSpan.Zero)
            await Task.Delay(Latency, time, cancellation);
        if (Fault is not null)
            throw Fault;
        _files[name] = content.ToArray();
    }

    /// <summary>Damages a file.</summary>
    internal void Damage(string name, byte[] content) => _files[name] = content;
}
