using System.Text;

namespace WallboxMqtt.Bridge.Http;

/// <summary>Answers with a whole body.</summary>
internal static class PageAnswer
{
    /// <summary>Sends a whole body; the status is as it was set before.</summary>
    internal static Task SendAsync(HttpContext context, string type, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Sends JSON.</summary>
    internal static Task JsonAsync(HttpContext context, string json) => SendAsync(context, "application/json", Encoding.UTF8.GetBytes(json));

    /// <summary>Sends one line of text.</summary>
    internal static Task LineAsync(HttpContext context, string line) =>
        SendAsync(context, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(line + "\n"));

    /// <summary>Reads a small body; null if it is larger than <paramref name="most"/> bytes.</summary>
    internal static async Task<byte[]?> ReadAsync(HttpContext context, int most)
    {
        var buffer = new byte[most + 1];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted);
            if (read == 0)
                return buffer[..length];
            length += read;
        }

        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        await LineAsync(context, $"larger than {most} bytes");
        return null;
    }
}
