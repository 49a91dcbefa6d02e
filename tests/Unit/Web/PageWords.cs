using System.Text.RegularExpressions;

namespace WallboxMqtt.Tests.Unit.Web;

/// <summary>The keys of <c>words.js</c>, read as text: its objects hold names, quoted names, texts and functions that return a text.</summary>
internal static partial class PageWords
{
    /// <summary>The keys of one language, each behind those of the objects around it: <c>kind.overcurrent</c>.</summary>
    /// <param name="language">The name of the language's constant: <c>en</c> or <c>de</c>.</param>
    public static HashSet<string> Of(string language)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "src", "Bridge", "Web", "Page", "words.js"));
        var start = $"const {language} = ";
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var around = new Stack<string>();
        var key = string.Empty;
        foreach (var token in Token().Matches(text, text.IndexOf(start, StringComparison.Ordinal) + start.Length).AsEnumerable())
        {
            if (token.Value == "{")
            {
                around.Push(around.Count == 0 ? string.Empty : $"{key}.");
            }
            else if (token.Value == "}")
            {
                around.Pop();
                if (around.Count == 0)
                    break;
            }
            else if (token.Groups["key"] is { Success: true } named)
            {
                key = around.Peek() + named.Value;
                Assert.True(keys.Add(key), $"{language} has {key} twice");
            }
        }

        return keys;
    }

    // A quoted name comes before a text, and both before a brace, so that nothing within a text is taken for more than text.
    [GeneratedRegex("""'(?<key>[\w-]+)':|'(\\.|[^'\\])*'|`(\\.|[^`\\])*`|\b(?<key>\w+):|[{}]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
