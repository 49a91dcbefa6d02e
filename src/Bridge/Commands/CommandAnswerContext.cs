using System.Text.Json.Serialization;

namespace WallboxMqtt.Bridge.Commands;

/// <summary>Source-generated.</summary>
[JsonSerializable(typeof(CommandAnswer))]
internal sealed partial class CommandAnswerContext : JsonSerializerContext;
