namespace WallboxMqtt.Bridge.Configuration;
internal static class ConfigurationLoader { internal static ConfigurationResult Load(string? p, IReadOnlyDictionary<string,string> e) => new(); }
