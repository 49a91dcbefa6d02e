using System.Net;
using WallboxMqtt.Bridge.Http;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Bridge.Web.Access;

namespace WallboxMqtt.Bridge.Web;

/// <summary>The web listener: the page's own files, and what every group of endpoints maps on it.</summary>
/// <param name="web">Where it listens; port 0 takes any.</param>
/// <param name="guard">Stands before every request.</param>
/// <param name="endpoints">What is served beside the files.</param>
/// <param name="time">The clock of its waits.</param>
/// <param name="loggers">Kestrel's warnings go there.</param>
internal sealed class StatusPage(
    WebOptions web, WebGuard guard, IEnumerable<IPageEndpoints> endpoints, TimeProvider time, ILoggerFactory loggers)
{
    private const int MaximumConnections = 50;

    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it listens; completes once it does.</summary>
    internal Task<Uri> Address => _address.Task;

    /// <summary>Serves until cancelled.</summary>
    internal Task RunAsync(CancellationToken cancellation) => WebListener.RunAsync(web.Listen, MaximumConnections, loggers, time, Map, Started, cancellation);

    private void Started(Uri address)
    {
        _address.TrySetResult(address);
        var logger = loggers.CreateLogger<StatusPage>();
        logger.PageListens(address.ToString().TrimEnd('/'));
        if (web is { PasswordHash: null, Token: null } && !IPAddress.IsLoopback(web.Listen.Address))
            logger.PageWithoutPassword(web.Listen);
        foreach (var group in endpoints)
            group.Listening(new IPEndPoint(web.Listen.Address, address.Port));
    }

    private void Map(WebApplication page)
    {
        page.Use(next => context => guard.CheckAsync(context, next));
        foreach (var (path, file, type) in PageFiles.All)
            page.MapGet(path, context => PageAnswer.SendAsync(context, type, PageFiles.Read(file))).WithMetadata(Need.Nothing);
        foreach (var group in endpoints)
            group.Map(page);
    }
}
