using System.CommandLine;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Cli;

/// <summary>Options that are read and refused by the same rules as the configuration's keys.</summary>
internal static class RuledOption
{
    /// <summary>An option with a default.</summary>
    internal static Option<T> Of<T>(string name, string description, string helpName, ValueRule<T> rule, T fallback)
    {
        var option = Of(name, description, helpName, rule);
        option.DefaultValueFactory = _ => fallback;
        return option;
    }

    /// <summary>An option without a default.</summary>
    internal static Option<T> Of<T>(string name, string description, string helpName, ValueRule<T> rule) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (rule.Read(text, out var value) is { } complaint)
                result.AddError($"{name} \"{text}\" {complaint}; allowed: {rule.Allowed}");
            return value!;
        },
    };
}
