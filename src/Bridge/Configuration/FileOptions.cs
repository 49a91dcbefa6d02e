namespace WallboxMqtt.Bridge.Configuration;

/// <summary><c>inverter.file</c>: another program writes the power flow to a file.</summary>
/// <param name="Path">Absolute path of the file.</param>
internal sealed record FileOptions(string Path = "/home/fronius/push/powerFlow.json");
