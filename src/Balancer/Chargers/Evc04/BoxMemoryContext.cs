using System.Text.Json.Serialization;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>Source-generated.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, BoxHabits>))]
internal sealed partial class BoxMemoryContext : JsonSerializerContext;
