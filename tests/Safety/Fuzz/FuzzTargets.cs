using WallboxMqtt.Tests.Safety.Fuzz.Commands;
using WallboxMqtt.Tests.Safety.Fuzz.Ftp;
using WallboxMqtt.Tests.Safety.Fuzz.Meters;
using WallboxMqtt.Tests.Safety.Fuzz.PowerFlows;
using WallboxMqtt.Tests.Safety.Fuzz.Registers;
using WallboxMqtt.Tests.Safety.Fuzz.Serial;
using WallboxMqtt.Tests.Safety.Fuzz.SunSpec;
using WallboxMqtt.Tests.Safety.Fuzz.Yaml;

namespace WallboxMqtt.Tests.Safety.Fuzz;

/// <summary>All targets: every way in which bytes of others come in.</summary>
internal static class FuzzTargets
{
    /// <summary>All names.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["powerflow", "meter", "ftp", "modbus", "rtu", "sunspec", "mqtt", "yaml"];

    /// <summary>A fresh target.</summary>
    internal static IFuzzTarget Create(string name) => name switch
    {
        "powerflow" => new PowerFlowTarget(),
        "meter" => new MeterTarget(),
        "ftp" => new FtpTarget(),
        "modbus" => new RegistersTarget(),
        "rtu" => new RtuTarget(),
        "sunspec" => new SunSpecTarget(),
        "mqtt" => new CommandTarget(),
        "yaml" => new YamlTarget(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, string.Join(", ", Names)),
    };
}
