using System.Text;

namespace WallboxMqtt.Tests.Safety.Fuzz.Yaml;

/// <summary>Configurations as people write them. A comment <c>#env NAME=VALUE</c> stands for an environment variable.</summary>
internal static class YamlCorpus
{
    internal static IReadOnlyList<byte[]> Files { get; } =
    [
        .. new[]
        {
            """
            grid:
              cap: 16 A
              phases: 3
              voltage: 230 V
            inverter:
              ratedPower: 9900 W
              maxAge: 30 s
              ftp: { listen: "0.0.0.0:2121", user: fronius, password: "secret", path: /home/fronius/push/powerFlow.json, advertise: null, passivePorts: 50000-50009 }
              httpPush: { path: /fronius/push }
              solarApi: { url: "http://192.0.2.7", interval: 5 s }
              file: { path: /home/fronius/push/powerFlow.json }
              sunSpec: { url: "tcp://192.0.2.7:502", unit: 1, interval: 1 s }
            chargers:
              - id: charger
                url: tcp://192.0.2.8:502
                unit: 255
                poll: 1 s
                failsafe: { current: 10 A, timeout: 20 s, write: true }
            policy:
              mode: pv-boost
              raiseDelay: 30 s
            mqtt:
              url: mqtt://127.0.0.1:1883
              user: null
              clientId: wallbox-mqtt
              baseTopic: wallbox
              discovery: { prefix: homeassistant, style: device }
            web: { listen: "127.0.0.1:8080" }
            lcd: { device: none }
            stateDirectory: /var/lib/wallbox-mqtt
            """,
            """
            #env WALLBOX_GRID__CAP=11000 W
            #env WALLBOX_MQTT__PASSWORD=x
            grid: { cap: 32, voltage: measured, phases: 1 }
            inverter: { file: {} }
            chargers:
              - { id: a, url: "rtu:///dev/ttyUSB0?baud=19200&parity=even&stopBits=1", failsafe: { current: 6, timeout: 20 } }
              - { id: b, url: "tcp://[fd00::1]", poll: 500 ms, failsafe: { current: 8 A, write: no } }
            mqtt: { url: "mqtts://broker.example", user: me, passwordFile: /etc/pw, baseTopic: home/wallbox, discovery: { style: component } }
            lcd: { device: spi, spi: { bus: 0, chipSelect: 1, dc: 25, reset: 27, backlight: 18, clock: 15 MHz, offset: [1, 2], rotation: 270 } }
            web: null
            """,
            """
            # 15 A keep 11 kW at 230 V, and not at the highest voltage that may be measured
            grid: { cap: 11000 W, voltage: measured }
            inverter: { httpPush: { listen: ":8081", secret: open-sesame } }
            chargers: [ { url: "tcp://192.0.2.8", failsafe: { current: 15 A } } ]
            """,
            """
            # minimal
            inverter:
              solarApi:
                url: "https://symo.example:8443"
            chargers: [ { url: "tcp://192.0.2.8" } ]
            policy: { mode: OFF, raiseDelay: 2 min }
            """,
            """
            #env WALLBOX_CHARGERS__0__URL=tcp://192.0.2.8
            #env WALLBOX_CHARGERS__0__FAILSAFE__CURRENT=6
            #env WALLBOX_INVERTER__FTP__PASSWORD=secret
            #env WALLBOX_LCD__SPI__CLOCK=32 MHz
            """,
        }.Select(Encoding.UTF8.GetBytes),
    ];

    internal static IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new[]
        {
            ":", ": ", "\n", "\n  ", "\n- ", "\t", "- ", "{", "}", "[", "]", ",", "\"", "'", "#", " #", "&a ", "*a", "!!str ", "---\n", "...\n", "%YAML 1.2\n", "|", ">", ">-\n", "? ", "@", "~", "null", "\\", "\\x41",
            "\0", "\uFEFF", "\u2028", "ä", "😀", "\r", "NaN", "Infinity", "-1", "1e9", " A", " W", " kW", " mA", " V", " s", " ms", " min", " h", " MHz", "tcp://", "rtu:///", "mqtts://", "://", "0.0.0.0:", "[::]:", "<<: ",
            "cap: ", "phases: ", "voltage: ", "measured", "unit: ", "poll: ", "current: ", "timeout: ", "interval: ", "maxAge: ", "ratedPower: ", "passivePorts: ", "1024-65535", "any", "listen: ", "id: ",
            "true", "off", "inverter", "status", "#env WALLBOX_", "__0__", "__", "\n#env WALLBOX_GRID__PHASES=2\n", "\n#env WALLBOX_CHARGERS__1__URL=tcp://h\n", "0.1", "63", "999999", "/..", "//", "60", "600",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80],
    ];
}
