using System.Globalization;
using System.Net;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Bridge.Cli.Trace;

/// <summary>Records through the running service: it holds the wallbox's one connection, and shows what passes on it.</summary>
internal static class ServiceTrace
{
    // Beyond the recording's length.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Records; what was recorded stays in the file whatever happens.</summary>
    /// <returns>What went wrong, in one line; null for nothing.</returns>
    internal static async Task<string?> RecordAsync(WebOptions web, string charger, TimeSpan length, TraceOutput file, CancellationToken cancellation)
    {
        using var late = new Deadline(length + s_patience, BootClock.Instance, cancellation);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        if (web.Token is { } token)
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var path = string.Create(CultureInfo.InvariantCulture, $"http://{web.Local}/api/trace?charger={Uri.EscapeDataString(charger)}&seconds={length.TotalSeconds}");
        try
        {
            using var answer = await http.GetAsync(new Uri(path), HttpCompletionOption.ResponseHeadersRead, late.Token);
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
                return "the page is protected (web.protectReading): set web.token";
            if (answer.StatusCode != HttpStatusCode.OK)
                return $"the running service refuses: {await LineAsync(answer, late.Token)}";
            return await CopyAsync(answer, file, late.Token);
        }
        catch (OperationCanceledException)
        {
            return cancellation.IsCancellationRequested ? null : "the running service no longer answers";
        }
        catch (Exception failed) when (failed is HttpRequestException or HttpIOException)
        {
            return $"the running service has ended the recording: {failed.Message}";
        }
    }

    private static async Task<string?> CopyAsync(HttpResponseMessage answer, TraceOutput file, CancellationToken cancellation)
    {
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation));
        var first = true;
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            if (first && line != TraceText.FirstLine)
                return "what answers there is an older service: update and restart it";
            first = false;
            await file.WriteAsync(line + "\n", cancellation);
        }

        return null;
    }

    private static async Task<string> LineAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.StatusCode == HttpStatusCode.NotFound && body.Length == 0
            ? "it is an older one that cannot record: update and restart it"
            : $"{(int)answer.StatusCode} {TraceText.Shown(body.Trim())}";
    }
}
