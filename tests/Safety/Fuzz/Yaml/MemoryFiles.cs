using WallboxMqtt.Bridge.Configuration.Sources;

namespace WallboxMqtt.Tests.Safety.Fuzz.Yaml;

/// <summary>The configuration, and a password file; no other.</summary>
internal sealed class MemoryFiles(byte[] configuration) : IFileReader
{
    public byte[]? Read(string path, int limit) => path switch
    {
        "wallbox-mqtt.yaml" => configuration[..Math.Min(configuration.Length, limit + 1)],
        "/etc/pw" => "topsecret\n"u8.ToArray(),
        "/denied" => throw new UnauthorizedAccessException("denied"),
        _ => null,
    };
}
