using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Commands;

namespace WallboxMqtt.Tests.Safety.Fuzz.Commands;

/// <summary>Keeps nothing.</summary>
internal sealed class ForgetfulKeeper : IIntentKeeper
{
    public ValueTask<string?> SaveAsync(Intent intent, CancellationToken cancellation) => ValueTask.FromResult<string?>(null);
}
