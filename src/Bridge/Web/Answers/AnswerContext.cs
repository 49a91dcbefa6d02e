using System.Text.Json.Serialization;
using WallboxMqtt.Bridge.Text;

namespace WallboxMqtt.Bridge.Web.Answers;

/// <summary>The page's answers of a fixed shape, source-generated.</summary>
[JsonSerializable(typeof(AccessAnswer))]
[JsonSerializable(typeof(SampleColumns))]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(DayList))]
internal sealed partial class AnswerContext : JsonSerializerContext
{
    /// <summary>As all of the page's JSON is written.</summary>
    internal static AnswerContext Compact { get; } = new(JsonText.Shapes);
}
