namespace WallboxMqtt.Bridge.Devices.WatchedFile;

/// <summary><c>inverter.file</c>.</summary>
/// <param name="Path">Absolute path of the file.</param>
internal sealed record WatchedFileOptions(string Path);
