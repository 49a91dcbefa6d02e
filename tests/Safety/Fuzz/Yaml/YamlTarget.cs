using System.Text;
using WallboxMqtt.Bridge.Settings;
using static WallboxMqtt.Tests.Safety.Fuzz.FuzzFault;

namespace WallboxMqtt.Tests.Safety.Fuzz.Yaml;

/// <summary>A configuration file; its comments <c>#env NAME=VALUE</c> are the environment.</summary>
internal sealed class YamlTarget : IFuzzTarget
{
    private const string Variable = "#env ";

    public string Name => "yaml";

    public IReadOnlyList<byte[]> Corpus => YamlCorpus.Files;

    public IReadOnlyList<byte[]> Tokens => YamlCorpus.Tokens;

    public void Run(ReadOnlySpan<byte> input)
    {
        var result = ConfigurationLoader.Load(null, Environment(input), new MemoryFiles(input.ToArray()));
        Unless(result.Succeeded == result.Faults.IsEmpty, "neither options nor faults, or both");
        Unless(result.Faults.Length <= 101, $"{result.Faults.Length} faults");
        foreach (var fault in result.Faults)
        {
            // What is wrong with one key names it, and what is allowed; what is wrong with the file as a whole cannot.
            Unless(fault.Found.Length > 0 && fault.Where.Length > 0, "a fault without what was found, or where");
            Unless(fault.Key is null || fault.Allowed is not null || fault.Suggestion is not null, $"no remedy: {fault}");
            CheckLine(fault.ToString());
        }

        foreach (var warning in result.Warnings)
            CheckLine(warning);
        if (result.Succeeded)
            OptionRules.Check(result.Options);
    }

    private static void CheckLine(string line)
    {
        Unless(line.Length is > 0 and <= 1000, $"a line of {line.Length} characters");
        Unless(!line.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'), $"not one line: {line}");
    }

    private static Dictionary<string, string> Environment(ReadOnlySpan<byte> input)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        if (input.IndexOf("#env "u8) < 0)
            return environment;
        foreach (var line in Encoding.UTF8.GetString(input).Split('\n').Where(line => line.StartsWith(Variable, StringComparison.Ordinal)).Take(50))
        {
            if (line[Variable.Length..].Split('=', 2) is [var name, var value])
                environment[name.Trim()] = value;
        }

        return environment;
    }
}
