using System.Net;
using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Ftp;
using WallboxMqtt.Bridge.Devices.HttpPush;
using WallboxMqtt.Bridge.Devices.SolarApi;
using WallboxMqtt.Bridge.Devices.SunSpec;
using WallboxMqtt.Bridge.Devices.WatchedFile;
using WallboxMqtt.Bridge.Settings;
using static WallboxMqtt.Tests.Safety.Fuzz.FuzzFault;

namespace WallboxMqtt.Tests.Safety.Fuzz.Yaml;

/// <summary>What holds of every configuration that is accepted, as docs/configuration.md promises it.</summary>
internal static class OptionRules
{
    internal static void Check(WallboxOptions options)
    {
        CheckGrid(options.Grid);
        CheckMeter(options.MeterLimit, options.Grid.Phases);
        CheckChargers(options);
        CheckInverter(options.Inverter);
        Unless(Within(options.Policy.RaiseDelay, 0, 600) && Enum.IsDefined(options.Policy.Mode), "policy");
        CheckMqtt(options.Mqtt);
        Unless(options.Web is not { Listen: var listen } || IsPort(listen, 0), "web.listen");
        CheckPanel(options.Lcd.Spi);
        Unless(IsAbsolute(options.StateDirectory), "stateDirectory");
    }

    private static void CheckGrid(GridCap grid)
    {
        Unless(grid.Phases is >= 1 and <= 3, "grid.phases");
        Unless(grid.Voltage is not { } volts || volts.Value is >= 200 and <= 260, "grid.voltage");
        Unless((grid.Current is null) != (grid.Power is null), "grid.cap is two or none");
        var amperes = grid.Current?.Value ?? (grid.Power!.Value.Value / (grid.Phases * (grid.Voltage?.Value ?? 230)));
        Unless(amperes is >= 5.999_999 and <= 63.000_001, $"grid.cap of {amperes} A");
        Unless(grid.UnbalanceLimit is not { } balance || (balance.Value is >= 6 and <= 32 && double.IsInteger(balance.Value)), "grid.unbalanceLimit");
    }

    private static void CheckMeter(MeterLimit? limit, int phases)
    {
        if (limit is null)
            return;
        Unless((limit.Current is null) != (limit.Power is null), "grid.meterLimit is two or none");
        Unless((limit.Current?.Value ?? (limit.Power!.Value.Value / (phases * 230))) is >= 5.999_999 and <= 250.000_001, "grid.meterLimit");
        Unless(limit.Fallback.Value is 0 or (>= 6 and <= 32) && double.IsInteger(limit.Fallback.Value), "grid.meterFallback");
        Unless(Within(limit.MaxAge, 2, 300), "grid.meterMaxAge");
    }

    // A charger that nobody steers draws its failsafe current: all together must keep the cap, at the highest voltage there may be.
    private static void CheckChargers(WallboxOptions options)
    {
        var grid = options.Grid;
        Unless(options.Chargers.Length is >= 1 and <= 16, "number of chargers");
        Unless(options.Chargers.Select(charger => charger.Id).Distinct(StringComparer.Ordinal).Count() == options.Chargers.Length, "ids twice");
        var failsafe = options.Chargers.Sum(charger => charger.Failsafe.Current.Value);
        var most = grid.Current?.Value ?? (grid.Power!.Value.Value / (grid.Phases * (grid.Voltage?.Value ?? 253)));
        Unless(failsafe <= most + 1e-9, $"failsafe currents of {failsafe} A above the cap of {most} A");
        foreach (var charger in options.Chargers)
        {
            Unless(charger.Id.Length is >= 1 and <= 32 && charger.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'), "id");
            Unless(charger.Device.Unit is { } device && IsDevice(device.Address) && device.Unit >= 1 && Within(charger.Poll, 0.2, 5), "url, unit or poll");
            var current = charger.Failsafe.Current.Value;
            Unless(current is 0 or (>= 6 and <= 32) && double.IsInteger(current), $"failsafe.current {current}");
            Unless(Within(charger.Failsafe.Timeout, 6, 600) && charger.Failsafe.Timeout.Ticks % TimeSpan.TicksPerSecond == 0, "failsafe.timeout");
        }
    }

    private static void CheckInverter(InverterOptions inverter)
    {
        Unless(inverter.RatedPower.Value is > 0 and <= 100_000 && Within(inverter.MaxAge, 1, 600), "ratedPower or maxAge");
        Unless(inverter.Sources.Length > 0, "no source");
        if (inverter.Of(FtpModule.Instance) is { } ftp)
        {
            Unless(IsPort(ftp.Listen, 0) && ftp.User.Length is >= 1 and <= 64 && ftp.Password.Length is >= 1 and <= 256 && IsAbsolute(ftp.Path), "ftp");
            Unless((ftp.FirstPassivePort, ftp.LastPassivePort) == (0, 0) || (ftp.FirstPassivePort >= 1024 && ftp.LastPassivePort <= 65535 && ftp.FirstPassivePort <= ftp.LastPassivePort), "passivePorts");
        }

        Unless(inverter.Of(SolarApiModule.Instance) is not { } api || (api.Url.Scheme is "http" or "https" && IsRemote(api.Url) && Within(api.Interval, 4, 300)), "solarApi");
        Unless(inverter.Of(SunSpecModule.Instance) is not { Address: var address, Reads: var sun } || (IsDevice(address) && sun.Units.Length > 0 && sun.Units.Distinct().Count() == sun.Units.Length && sun.Units.Concat(sun.MeterUnits).All(unit => unit is >= 1 and <= 247) && Within(sun.Interval, 0.5, 60)), "sunSpec");
        Unless(inverter.Of(WatchedFileModule.Instance) is not { } file || IsAbsolute(file.Path), "file.path");
        Unless(inverter.Of(HttpPushModule.Instance) is not { } push || (IsAbsolute(push.Path) && push.Secret is null or { Length: >= 8 and <= 64 }), "httpPush.path or secret");
    }

    private static void CheckMqtt(MqttOptions mqtt)
    {
        Unless(mqtt.Url.Scheme is "mqtt" or "mqtts" && IsRemote(mqtt.Url), "mqtt.url");
        Unless(mqtt.ClientId.Length is >= 1 and <= 64 && IsTopic(mqtt.BaseTopic) && IsTopic(mqtt.Discovery.Prefix), "clientId, baseTopic or prefix");
        Unless(mqtt.BaseTopic != mqtt.Discovery.Prefix, "two things on one status topic");
        Unless(mqtt.Password is null || mqtt.User is not null, "a password without a user");
        Unless((mqtt.CertFile is null) == (mqtt.KeyFile is null), "a certificate without a key");
        Unless(mqtt.Url.Scheme == "mqtts" || (mqtt.CaFile ?? mqtt.CertFile) is null, "certificates without TLS");
    }

    private static void CheckPanel(LcdSpiOptions? spi)
    {
        if (spi is null)
            return;
        Unless(spi.Bus is >= 0 and <= 6 && spi.ChipSelect is >= 0 and <= 2 && spi.ClockHz is >= 1_000_000 and <= 32_000_000, "lcd.spi");
        int[] pins = [spi.DataCommand, spi.Reset, spi.Backlight];
        Unless(pins.All(pin => pin is >= 0 and <= 27) && pins.Distinct().Count() == 3, "pins");
        Unless(spi.Rotation is 0 or 90 or 180 or 270 && spi.OffsetX is >= 0 and <= 4 && spi.OffsetY is >= 0 and <= 4, "rotation or offset");
    }

    private static bool Within(TimeSpan span, double least, double most) => span.TotalSeconds >= least && span.TotalSeconds <= most;

    private static bool IsPort(IPEndPoint listen, int least) => listen.Port >= least && listen.Port <= 65535;

    private static bool IsRemote(Uri url) => url.Host.Length > 0 && url.Port is >= 1 and <= 65535 && url.UserInfo.Length == 0;

    private static bool IsDevice(ModbusAddress address) => address.IsPort
        ? address.Url.AbsolutePath.Length > 1 && address.Url.Query.Contains("baud=", StringComparison.Ordinal)
        : address.Url.Scheme is "tcp" or "rtu+tcp" && IsRemote(address.Url);

    private static bool IsAbsolute(string path) => path.StartsWith('/') && path.Length <= 255 && !path.Any(char.IsControl) && !path.Contains("/../", StringComparison.Ordinal);

    private static bool IsTopic(string topic) => topic.Length is >= 1 and <= 100 && topic.IndexOfAny(['+', '#', '$', '\0']) < 0 && topic[0] != '/' && topic[^1] != '/';
}
