using System.Text.Encodings.Web;
using System.Text.Json;
using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>The steps as JSON: an array of <c>part</c>, <c>step</c>, <c>passed</c>, <c>found</c>, <c>advice</c> (null if there is none).</summary>
internal static class CheckJson
{
    private static readonly CheckRowContext s_json = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
    });

    /// <summary>The document.</summary>
    internal static string Write(IEnumerable<CheckRow> rows) => JsonSerializer.Serialize([.. rows], s_json.CheckRowArray);
}
