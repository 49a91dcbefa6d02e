namespace WallboxMqtt.Bridge.Configuration;

/// <summary><c>inverter.sunSpec</c>: the service reads SunSpec models over Modbus.</summary>
/// <param name="Url"><c>tcp://host:port</c> or <c>rtu:///dev/tty...</c>.</param>
/// <param name="Unit">Modbus unit, 1 to 247.</param>
/// <param name="Interval">How often.</param>
internal sealed record SunSpecOptions(Uri Url, byte Unit, TimeSpan Interval);
