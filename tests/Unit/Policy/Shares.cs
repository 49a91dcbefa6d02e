using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Policy;

internal static class Shares
{
    /// <summary>Chargers of which each holds so much, however little it is told.</summary>
    internal static ChargerShares Of(params int[] held)
    {
        var shares = new ChargerShares(Setpoints.Maximum, [.. held.Select(amperes => new Fallback(amperes, TimeSpan.FromSeconds(20)))], new FakeTimeProvider());
        foreach (var (charger, amperes) in held.Index())
            shares.Hold(charger, amperes, amperes);
        return shares;
    }
}
