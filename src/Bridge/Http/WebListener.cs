using System.Net;

namespace WallboxMqtt.Bridge.Http;

/// <summary>Listens for HTTP, within limits that suit a Raspberry Pi and its small requests.</summary>
internal static class WebListener
{
    /// <summary>Listens until cancelled.</summary>
    /// <param name="listen">Where; port 0 takes any free one.</param>
    /// <param name="connections">How many at once at most.</param>
    /// <param name="loggers">Receive failures.</param>
    /// <param name="time">The clock.</param>
    /// <param name="map">Puts what answers into place.</param>
    /// <param name="started">Called with the address once it listens.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task RunAsync(
        IPEndPoint listen, int connections, ILoggerFactory loggers, TimeProvider time, Action<WebApplication> map, Action<Uri> started, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.Listen(listen);
            server.AddServerHeader = false;
            server.Limits.MaxConcurrentConnections = connections;
            server.Limits.MaxRequestBodySize = 64 * 1024;
            server.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            server.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(1);
        });
        await using var app = builder.Build();
        app.UseRouting();
        map(app);
        await app.StartAsync(cancellation);
        started(new Uri(app.Urls.First()));
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        }
        finally
        {
            using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
            await app.StopAsync(hurry.Token);
        }
    }
}
