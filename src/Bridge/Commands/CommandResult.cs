using System.Text.Json;
using WallboxMqtt.Bridge.Text;

namespace WallboxMqtt.Bridge.Commands;

/// <summary>What became of a command.</summary>
/// <param name="Payload">What was sent, at most 256 characters; bytes that are not UTF-8 stand as U+FFFD.</param>
/// <param name="Accepted">True if the intent was changed, or was so already.</param>
/// <param name="Reason">What holds now, or why nothing was changed, in one line.</param>
/// <param name="Time">When it was executed.</param>
internal sealed record CommandResult(string Payload, bool Accepted, string Reason, DateTimeOffset Time)
{
    private static readonly CommandAnswerContext s_json = new(JsonText.Shapes);

    /// <summary>Completes when the command is kept for the next start: with null, or with one line on why it is not.</summary>
    public Task<string?> Kept { get; init; } = Task.FromResult<string?>(null);

    /// <summary>The document of <c>command/result</c>.</summary>
    /// <param name="topic">Where the command came in.</param>
    public string Json(string topic) =>
        JsonSerializer.Serialize(new CommandAnswer(topic, Payload, Accepted, Reason, JsonText.Moment(Time)), s_json.CommandAnswer);
}
