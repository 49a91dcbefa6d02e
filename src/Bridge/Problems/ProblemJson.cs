using System.Collections.Immutable;
using System.Text.Json;
using WallboxMqtt.Bridge.Text;

namespace WallboxMqtt.Bridge.Problems;

/// <summary>Problems as JSON: attributes of the <c>problem</c> entities, and events.</summary>
internal static class ProblemJson
{
    /// <summary>The type of the event that a problem is over.</summary>
    public const string Recovered = "recovered";

    /// <summary>The topic <c>problems</c>: how many, all in one text, and each by itself.</summary>
    public static string All(ImmutableArray<Problem> problems) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("count", problems.Length);
        json.WriteString("text", string.Join("; ", problems.Select(problem => $"{problem.Part}: {problem.Text}")));
        json.WriteStartArray("problems");
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            Write(json, problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The topic <c>fault</c> of a charger.</summary>
    public static string One(Problem? problem) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("kind", problem?.Kind.Word());
        json.WriteString("fault", problem?.Text);
        json.WriteString("advice", problem?.Kind.Advice());
        json.WriteEndObject();
    });

    /// <summary>An event: a problem has come, or is over.</summary>
    public static string Event(Problem problem, bool over, DateTimeOffset time) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("event_type", over ? Recovered : problem.Kind.Word());
        json.WriteString("time", JsonText.Moment(time));
        Write(json, problem);
        json.WriteEndObject();
    });

    /// <summary>A problem's properties, into an object that is open.</summary>
    public static void Write(Utf8JsonWriter json, Problem problem)
    {
        json.WriteString("part", problem.Part);
        json.WriteString("kind", problem.Kind.Word());
        json.WriteString("text", problem.Text);
        json.WriteString("advice", problem.Kind.Advice());
    }
}
