using System.Text.Json.Serialization;

namespace WallboxMqtt.Balancer.State;

/// <summary>Source-generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IntentShape))]
internal sealed partial class IntentContext : JsonSerializerContext;
