using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WallboxMqtt.Balancer.State;

/// <summary>The intent as it is kept.</summary>
internal sealed record IntentShape
{
    /// <summary>A word of <see cref="Policy.ChargingModes"/>.</summary>
    [JsonRequired]
    public string? Mode { get; init; }

    /// <summary>W, 0 or more; null for none.</summary>
    [JsonRequired]
    public double? Limit { get; init; }

    /// <summary>Ids of the chargers that are stopped; earlier versions did not write it.</summary>
    public ImmutableArray<string> Stopped { get; set; } = [];
}
