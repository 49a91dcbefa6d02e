using System.CommandLine;
using System.Net;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Cli;

/// <summary><c>lcd --png</c>: the display's present picture, from the service that runs with the same configuration.</summary>
internal static class LcdCommand
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);
    private static readonly byte[] s_png = [0x89, 0x50, 0x4E, 0x47];

    internal static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var png = new Option<FileInfo>("--png") { Description = "the file to write, 160 x 128", HelpName = "FILE", Required = true };
        var command = new Command("lcd", "write the cabinet display's picture, as the running service shows it now, to a PNG file") { png, config };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(config), parsed.GetValue(png)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? config, FileInfo png, CancellationToken cancellation)
    {
        if (ConfigurationReport.Load(config) is not { } options)
            return CommandLine.Usage;
        if (options.Web is not { } web)
        {
            await Console.Error.WriteLineAsync("lcd: web is null, so the service cannot be asked; allowed: a web section");
            return CommandLine.Failed;
        }

        var beside = png.FullName + ".new";
        try
        {
            var picture = await AskAsync(web, cancellation);
            await File.WriteAllBytesAsync(beside, picture, cancellation);
            File.Move(beside, png.FullName, overwrite: true);
            return CommandLine.Success;
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException or InvalidDataException)
        {
            var why = failed is OperationCanceledException ? "no answer" : failed.Message;
            await Console.Error.WriteLineAsync($"lcd: {why}; is the service running with this configuration (web.listen {web.Listen})?");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"lcd: {png.FullName}: {failed.Message}");
        }

        return CommandLine.Failed;
    }

    private static async Task<byte[]> AskAsync(WebOptions web, CancellationToken cancellation)
    {
        using var late = new Deadline(s_longest, BootClock.Instance, cancellation);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        if (web.Token is { } token)
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await http.GetAsync(new Uri($"http://{web.Local}/lcd.png"), late.Token);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
            throw new InvalidDataException("the page is protected (web.protectReading): set web.token");
        var picture = await answer.Content.ReadAsByteArrayAsync(late.Token);
        return answer.IsSuccessStatusCode && picture.AsSpan().StartsWith(s_png)
            ? picture
            : throw new InvalidDataException($"{web.Local} answers {(int)answer.StatusCode} and no picture");
    }
}
