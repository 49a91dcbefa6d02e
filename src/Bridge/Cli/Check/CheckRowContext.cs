using System.Text.Json.Serialization;
using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>Source-generated.</summary>
[JsonSerializable(typeof(CheckRow[]))]
internal sealed partial class CheckRowContext : JsonSerializerContext;
