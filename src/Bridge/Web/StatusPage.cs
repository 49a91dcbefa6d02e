using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Bridge.Display;
using WallboxMqtt.Bridge.Mqtt;

namespace WallboxMqtt.Bridge.Web;

/// <summary>The status page and what it reads, over HTTP. Reads the reports and nothing else; changes nothing.</summary>
/// <param name="listen">Address and port; port 0 takes any.</param>
/// <param name="reports">What is shown.</param>
/// <param name="state">Writes it as JSON.</param>
/// <param name="time">For the LCD's clock.</param>
/// <param name="loggers">Kestrel's warnings go there.</param>
internal sealed class StatusPage(IPEndPoint listen, ReportFeed reports, StateDocument state, TimeProvider time, ILoggerFactory loggers)
{
    private const int MaximumConnections = 50;

    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it listens; completes once it does.</summary>
    internal Task<Uri> Address => _address.Task;

    /// <summary>Serves until cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.Listen(listen);
            server.AddServerHeader = false;
            server.Limits.MaxConcurrentConnections = MaximumConnections;
            server.Limits.MaxRequestBodySize = 64 * 1024;
        });
        await using var page = builder.Build();
        page.UseRouting();
        Map(page);
        await page.StartAsync(cancellation);
        _address.TrySetResult(new Uri(page.Urls.First()));
        Service.Log.PageListens(loggers.CreateLogger<StatusPage>(), page.Urls.First());
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        }
        finally
        {
            using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
            await page.StopAsync(hurry.Token);
        }
    }

    private void Map(WebApplication page)
    {
        foreach (var (path, file, type) in PageFiles.All)
            page.MapGet(path, context => Answer(context, type, PageFiles.Read(file)));
        page.MapGet("/api/state", StateAsync);
        page.MapGet("/lcd.png", context => Answer(context, "image/png", CabinetPicture.Png(reports.Latest, time)));
        page.MapGet("/health/live", context => Answer(context, "text/plain", "live\n"u8.ToArray()));
        page.MapGet("/health/ready", ReadyAsync);
    }

    private Task StateAsync(HttpContext context)
    {
        if (reports.Latest is { } report)
            return Answer(context, "application/json", state.Write(report));
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Answer(context, "text/plain", "no control cycle has ended yet\n"u8.ToArray());
    }

    // Ready is who has the charger under control.
    private Task ReadyAsync(HttpContext context)
    {
        var ready = reports.Latest is { } report && report.Chargers.All(charger => charger.Online);
        context.Response.StatusCode = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return Answer(context, "text/plain", ready ? "ready\n"u8.ToArray() : "charger not under control\n"u8.ToArray());
    }

    private static Task Answer(HttpContext context, string type, ReadOnlyMemory<byte> body)
    {
        var headers = context.Response.Headers;
        headers.ContentType = type;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
