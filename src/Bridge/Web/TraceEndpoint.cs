using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Composition;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Evc04;
using WallboxMqtt.Bridge.Http;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Bridge.Traces;
using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Bridge.Web;

/// <summary>
/// Streams the exchanges with a charger as a trace while they take place: <c>/api/trace?charger=ID&amp;seconds=N</c>. One recording of a
/// charger at a time. The control loop never waits for it.
/// </summary>
internal sealed class TraceEndpoint(WallboxOptions options, ControlComposition balancing, TimeProvider time) : IPageEndpoints
{
    private const double Default = 120;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder page)
    {
        var ending = page.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        page.MapGet("/api/trace", context => TraceAsync(context, ending));
    }

    private Task TraceAsync(HttpContext context, CancellationToken ending)
    {
        var query = context.Request.Query;
        var (id, text) = (query["charger"].ToString(), query["seconds"].ToString());
        var index = id.Length == 0 && balancing.Ids.Length == 1 ? 0 : balancing.Ids.IndexOf(id);
        if (index < 0)
            return RefuseAsync(context, StatusCodes.Status404NotFound, $"charger \"{TraceText.Shown(id)}\" is not configured; allowed: {string.Join(", ", balancing.Ids)}");
        var seconds = Default;
        if (text.Length > 0 && !double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds)
            || !(seconds >= 1 && seconds <= TraceRecording.Longest.TotalSeconds))
            return RefuseAsync(context, StatusCodes.Status400BadRequest, $"seconds \"{TraceText.Shown(text)}\"; allowed: 1 to {TraceRecording.Longest.TotalSeconds}");
        if (options.Chargers[index].Device is not ConfiguredCharger<Evc04Link> { Unit: { } unit })
            return RefuseAsync(context, StatusCodes.Status404NotFound, $"charger {balancing.Ids[index]} is not an EVC04: which of its answers are private is not known, so it is not recorded");
        return balancing.Taps[index].Listen(TraceRecording.Room) is { } listener
            ? StreamAsync(context, unit, listener, TimeSpan.FromSeconds(seconds), ending)
            : RefuseAsync(context, StatusCodes.Status409Conflict, $"charger {balancing.Ids[index]} is being recorded already");
    }

    private async Task StreamAsync(HttpContext context, ModbusUnit charger, TapListener listener, TimeSpan length, CancellationToken ending)
    {
        using var _ = listener;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ending, context.RequestAborted);
        try
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            Task Write(string text, CancellationToken cancellation) => WriteAsync(context, text, cancellation);
            await Write(TraceText.Header(TraceRecording.Header(!charger.Address.IsTcp, charger.Unit, alone: false)), end.Token);
            if (HttpMethods.IsGet(context.Request.Method))
                await TraceRecording.WriteAsync(listener, length, Write, time, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader is gone or too slow, or the service ends.
            context.Abort();
        }
    }

    private async Task WriteAsync(HttpContext context, string text, CancellationToken end)
    {
        using var deadline = new Deadline(s_patience, time, end);
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), deadline.Token);
        await context.Response.Body.FlushAsync(deadline.Token);
    }

    private static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        return PageAnswer.LineAsync(context, why);
    }
}
