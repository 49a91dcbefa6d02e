using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Bridge.Web.Push;

/// <summary>A listener for the inverter's uploads alone: the status page need not be reachable for it.</summary>
/// <param name="listen">Where it listens; port 0 takes any.</param>
/// <param name="receiver">Takes the uploads.</param>
/// <param name="time">The clock of its waits.</param>
/// <param name="loggers">Kestrel's warnings go there.</param>
internal sealed class PushListener(IPEndPoint listen, PushReceiver receiver, TimeProvider time, ILoggerFactory loggers)
{
    private const int MaximumConnections = 10;

    private readonly TaskCompletionSource<IPEndPoint> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it listens; completes once it does.</summary>
    internal Task<IPEndPoint> Address => _address.Task;

    /// <summary>Listens until cancelled.</summary>
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
            server.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            server.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(1);
        });
        await using var app = builder.Build();
        app.UseRouting();
        receiver.Map(app);
        await app.StartAsync(cancellation);
        var address = new IPEndPoint(listen.Address, new Uri(app.Urls.First()).Port);
        receiver.TellAddress(address);
        _address.TrySetResult(address);
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
