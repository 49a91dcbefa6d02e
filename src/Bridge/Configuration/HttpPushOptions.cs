namespace WallboxMqtt.Bridge.Configuration;

/// <summary><c>inverter.httpPush</c>: the inverter posts its power flow to the web listener.</summary>
/// <param name="Path">URL path, beginning with a slash.</param>
internal sealed record HttpPushOptions(string Path = "/fronius/push");
