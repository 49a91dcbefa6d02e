using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Health;

namespace WallboxMqtt.Bridge.Checks;

/// <summary>
/// The service that runs with the same configuration, asked at <c>web.listen</c>. It holds what only one program can hold: the
/// wallbox's one connection, the ports.
/// </summary>
internal sealed class RunningService
{
    /// <summary>How to free the wallbox for another master.</summary>
    internal const string StopIt = "stop it first (sudo systemctl stop wallbox-mqtt, or docker compose stop wallbox-mqtt), and start it again afterwards";

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(2);
    private readonly JsonElement? _state;

    /// <summary>What was found.</summary>
    /// <param name="isRunning">True if it answers.</param>
    /// <param name="stranger">What another program answers at its address, in one line; null if none does.</param>
    /// <param name="state">The document of <c>/api/state</c>; null if it is not reported.</param>
    /// <param name="inverterAge">Age of the inverter's last reading in s; null if it is not reported.</param>
    internal RunningService(bool isRunning, string? stranger = null, JsonElement? state = null, double? inverterAge = null) =>
        (IsRunning, Stranger, _state, InverterAge) = (isRunning, stranger, state, inverterAge);

    /// <summary>Nothing answers.</summary>
    internal static RunningService None { get; } = new(false);

    /// <summary>True if it runs.</summary>
    internal bool IsRunning { get; }

    /// <summary>What another program answers at its address; null for none.</summary>
    internal string? Stranger { get; }

    /// <summary>Which of its control loops are stuck, in one line; null if all live.</summary>
    internal string? Stuck { get; init; }

    /// <summary>Age of the inverter's last reading in s; null if not known.</summary>
    internal double? InverterAge { get; }

    /// <summary>What it reports of the inverter; null for nothing.</summary>
    internal JsonElement? Inverter => Part(_state, "inverter");

    /// <summary>Asks. Never throws but for the token.</summary>
    /// <param name="page">Where its page is reached from this machine; null or port 0 if it has none.</param>
    /// <param name="token">What scripts identify themselves with there.</param>
    /// <param name="time">Measures the wait.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<RunningService> AskAsync(IPEndPoint? page, string? token, TimeProvider time, CancellationToken cancellation)
    {
        if (page is null or { Port: 0 })
            return None;
        using var deadline = new Deadline(s_longest, time, cancellation);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://{page}") };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/live", UriKind.Relative), deadline.Token);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(deadline.Token)) switch
            {
                (HttpStatusCode.OK, "live\n") => await LookAsync(http, deadline.Token),
                (HttpStatusCode.ServiceUnavailable, var line) when line.StartsWith(LoopLife.StuckWord, StringComparison.Ordinal) =>
                    new RunningService(true) { Stuck = line.TrimEnd() },
                _ => new RunningService(false, "something else answers there"),
            };
        }
        catch (HttpRequestException refused) when (refused.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return None;
        }
        catch (HttpRequestException odd)
        {
            return new RunningService(false, $"something listens there that is not a web server ({odd.GetBaseException().Message})");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new RunningService(false, "something listens there and does not answer");
        }
    }

    /// <summary>What it reports of a charger; null for nothing.</summary>
    internal JsonElement? Charger(string id) => Part(Part(_state, "chargers"), id);

    /// <summary>True if it has the charger under control.</summary>
    internal bool Holds(string id) => Charger(id) is { } charger && Word(charger, "available") == "online";

    /// <summary>Addresses of a charger's registers that do not answer and that it leaves out.</summary>
    internal ImmutableArray<ushort> LeftOut(string id) => Addresses(id, "left_out");

    /// <summary>Addresses of a charger's registers that are refused.</summary>
    internal ImmutableArray<ushort> Refused(string id) => Addresses(id, "refused");

    /// <summary>A value of a part as text; null if it has none.</summary>
    internal static string? Word(JsonElement part, string name) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString()
            : null;

    /// <summary>Reads its state and the inverter's age.</summary>
    private static async Task<RunningService> LookAsync(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            var text = await GetAsync(http, "/api/state", cancellation);
            if (text is null)
                return new RunningService(true);
            using var document = JsonDocument.Parse(text);
            return new RunningService(true, state: document.RootElement.Clone(), inverterAge: Age(await GetAsync(http, "/metrics", cancellation)));
        }
        catch (Exception failed) when (failed is HttpRequestException or JsonException)
        {
            return new RunningService(true);
        }
    }

    private static async Task<string?> GetAsync(HttpClient http, string path, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync(cancellation) : null;
    }

    private static double? Age(string? metrics)
    {
        const string name = "wallbox_inverter_age_seconds ";
        var line = metrics?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.TryParse(line?[name.Length..], CultureInfo.InvariantCulture, out var age) && double.IsFinite(age) ? age : null;
    }

    private ImmutableArray<ushort> Addresses(string id, string name) =>
        Part(Charger(id), "info") is { } info && info.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Number && one.TryGetUInt16(out _)).Select(one => one.GetUInt16())]
            : [];

    private static JsonElement? Part(JsonElement? whole, string name) =>
        whole is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : null;
}
