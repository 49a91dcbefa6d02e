using System.Collections.Concurrent;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Commands;

namespace WallboxMqtt.Tests.Unit.Commands;

/// <summary>Remembers what was saved; fails or hangs on demand.</summary>
internal sealed class FakeKeeper : IIntentKeeper
{
    public ConcurrentQueue<Intent> Saved { get; } = new();

    public Func<CancellationToken, ValueTask<string?>> Answer { get; set; } = _ => ValueTask.FromResult<string?>(null);

    public int Calls { get; private set; }

    public async ValueTask<string?> SaveAsync(Intent intent, CancellationToken cancellation)
    {
        Calls++;
        var warning = await Answer(cancellation);
        if (warning is null)
            Saved.Enqueue(intent);
        return warning;
    }
}
