using System.Text;
using System.Text.Json;
using WallboxMqtt.Bridge.Commands;
using WallboxMqtt.Bridge.Http;
using WallboxMqtt.Bridge.Logging;

namespace WallboxMqtt.Bridge.Web;

/// <summary>
/// Mode and limit by HTTP: the same words, rules and answers as on MQTT, as plain text or as JSON (<c>{"mode":"off"}</c>, <c>{"limit":5000}</c>, <c>{"limit":null}</c>).
/// </summary>
internal sealed class CommandEndpoints(CommandExecutor desk, LogRateLimiter lines, ILogger<CommandEndpoints> logger) : IPageEndpoints
{
    private const int LargestBody = 1024;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder page)
    {
        page.MapPost("/api/mode", context => CommandAsync(context, "mode")).WithMetadata(Need.Change);
        page.MapPost("/api/limit", context => CommandAsync(context, "limit")).WithMetadata(Need.Change);
    }

    /// <summary>The command's text in a body; null if it is JSON of another kind.</summary>
    /// <param name="name"><c>mode</c> or <c>limit</c>.</param>
    /// <param name="body">What was sent.</param>
    internal static byte[]? PayloadIn(string name, byte[] body)
    {
        if (!body.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("{"u8))
            return body.AsSpan().Trim(" \t\r\n"u8).ToArray();
        try
        {
            using var json = JsonDocument.Parse(body);
            if (!json.RootElement.TryGetProperty(name, out var value))
                return null;
            return value.ValueKind switch
            {
                JsonValueKind.String => Encoding.UTF8.GetBytes(value.GetString()!),
                JsonValueKind.Number => Encoding.UTF8.GetBytes(value.GetRawText()),
                JsonValueKind.Null when name == "limit" => "none"u8.ToArray(),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task CommandAsync(HttpContext context, string name)
    {
        if (await PageAnswer.ReadAsync(context, LargestBody) is not { } body)
            return;
        var result = PayloadIn(name, body) is { } payload
            ? await desk.SettleAsync(desk.Execute(name, payload), context.RequestAborted)
            : desk.Refuse(body, $"no {name}; allowed: plain text, or {{\"{name}\": ...}}");
        if (lines.Take(out _))
            logger.PageCommand(name, result.Reason);
        context.Response.StatusCode = result.Accepted ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        await PageAnswer.JsonAsync(context, result.Json($"{name}/set"));
    }
}
