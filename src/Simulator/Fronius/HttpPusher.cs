using System.Net.Http.Headers;

namespace WallboxMqtt.Simulator.Fronius;

/// <summary>Uploads by HTTP POST, the push service's other way.</summary>
public sealed class HttpPusher(Uri url) : IPusher, IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <inheritdoc />
    public async Task PushAsync(ReadOnlyMemory<byte> powerFlow, CancellationToken cancellation)
    {
        using var body = new ReadOnlyMemoryContent(powerFlow);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await _client.PostAsync(url, body, cancellation);
            if (!answer.IsSuccessStatusCode)
                throw new IOException($"the receiver answers {(int)answer.StatusCode}");
        }
        catch (HttpRequestException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}
