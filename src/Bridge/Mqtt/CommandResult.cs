using System.Runtime.InteropServices;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>What became of a command.</summary>
/// <param name="Accepted">True where it took effect.</param>
/// <param name="Reason">What it did, or why it did nothing; one line.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CommandResult(bool Accepted, string Reason);
