namespace WallboxMqtt.Bridge.Checks;

/// <summary>Under which circumstances a link is tried.</summary>
/// <param name="Service">The running service, which holds ports and connections that only one program can hold.</param>
/// <param name="Quick">True if nothing is waited for.</param>
/// <param name="Time">Measures the waits.</param>
internal sealed record CheckSetting(RunningService Service, bool Quick, TimeProvider Time);
