using MQTTnet;
using MQTTnet.Formatter;
using WallboxMqtt.Balancer.Net;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>
/// The one owner of the connection to the broker: connects, subscribes, publishes, and begins again when the connection ends. It reads
/// reports and hands over commands; the control path knows nothing of it.
/// </summary>
internal sealed class MqttLink(
    MqttOptions options, StatePublisher publisher, MqttCommandReceiver commands, TimeProvider time, ILogger<MqttLink> logger)
    : IBrokerConnection
{
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_steady = TimeSpan.FromSeconds(30);

    private readonly Topics _topics = new(options);
    private readonly NameLookup _broker = new(options.Url.DnsSafeHost, time);
    private readonly DenialLog _denials = new(logger);
    private readonly ConnectionLog _connectionLog = new(options, time, logger);
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), Random.Shared);
    private readonly Backoff _rivalry = new(TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(2), Random.Shared);
    private int _closings;
    private MqttProtocolVersion _version = MqttProtocolVersion.V500;

    /// <summary>How the connection stands.</summary>
    public MqttStatus Status => _connectionLog.Status;

    /// <summary>Keeps the connection until cancelled; then says <c>offline</c> and returns within 2 s. Does not throw.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var executing = commands.RunAsync(ending.Token);
        try
        {
            while (true)
            {
                var pause = await ConnectOnceAsync(stop);
                await Task.Delay(pause, time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The service stops.
        }

        await ending.CancelAsync();
        await executing.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>One connection from its attempt to its end; returns how long to wait before the next.</summary>
    private async Task<TimeSpan> ConnectOnceAsync(CancellationToken stop)
    {
        using var session = new MqttSession(Receive, _denials, time);
        LinkLoss? loss = null;
        try
        {
            if (!await session.ConnectAsync(BrokerOptions.For(options, _topics.Status, _version), _broker, stop))
                commands.Forget();
            await session.SubscribeAsync(commands.Subscriptions, [_topics.Birth], stop);
            _connectionLog.NoteFound();
            var since = time.GetTimestamp();
            loss = await ServeAsync(session, stop);
            var lasted = time.GetElapsedTime(since) >= s_steady;
            loss = Judge(loss, lasted);
            if (lasted)
                BeginAnew(loss.Kind);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The service stops: "offline" and DISCONNECT follow.
        }
        catch (MqttRefusedException refused) when (refused.IsVersion && _version == MqttProtocolVersion.V500)
        {
            _version = MqttProtocolVersion.V311;
            _connectionLog.NoteOldVersion(refused.Message);
            return TimeSpan.Zero;
        }
        catch (Exception fault)
        {
            loss = LinkLoss.OfAttempt(fault, options);
            _closings = 0;
        }

        if (stop.IsCancellationRequested)
            await SayFarewellAsync(session);
        stop.ThrowIfCancellationRequested();
        _connectionLog.NoteLost(loss!);
        return loss!.Kind == LossKind.TakenOver ? _rivalry.Next() : _backoff.Next();
    }

    // Not every broker says that another client has taken the place; each lets this one in at once, and closes soon after.
    private LinkLoss Judge(LinkLoss loss, bool lasted)
    {
        _closings = loss.Kind != LossKind.Closed ? 0 : lasted ? 1 : _closings + 1;
        return _closings < 2
            ? loss
            : new LinkLoss(LossKind.TakenOver, "the broker lets it in and closes the connection again without a word, which is what this looks like");
    }

    // After a connection that lasted, the broker may be another one than before: MQTT 5 is tried again.
    private void BeginAnew(LossKind kind)
    {
        _backoff.Reset();
        _version = MqttProtocolVersion.V500;
        if (kind != LossKind.TakenOver)
            _rivalry.Reset();
    }

    /// <summary>Publishes and answers until the connection is over; returns why.</summary>
    private async Task<LinkLoss> ServeAsync(MqttSession session, CancellationToken stop)
    {
        using var scope = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var publishing = publisher.RunAsync(session, scope.Token);
        var answering = commands.AnswerAsync(session, scope.Token);
        var first = await Task.WhenAny(session.Ended, publishing, answering);
        await scope.CancelAsync();
        foreach (var task in (Task[])[publishing, answering])
            await task.ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        stop.ThrowIfCancellationRequested();
        // A message may fail a moment before the end is reported, and the end says more.
        if (!session.IsConnected)
            await Task.WhenAny(session.Ended, Task.Delay(s_farewell, time, stop));
        if (session.Ended.IsCompleted)
            return await session.Ended;
        return LinkLoss.Of(first.Exception?.InnerException ?? new IOException("the connection is over"));
    }

    private async Task SayFarewellAsync(MqttSession session)
    {
        if (!Status.Connected)
            return;
        var lastError = Status.LastError;
        var reported = false;
        try
        {
            using var limit = new CancellationTokenSource(s_farewell, time);
            await session.PublishAsync(new OutgoingMessage(_topics.Status, "offline", Retain: true), limit.Token);
            reported = true;
        }
        catch (Exception fault)
        {
            // The will reports it instead.
            lastError = fault.Message;
        }

        try
        {
            using var limit = new CancellationTokenSource(s_farewell * 0.8, time);
            await session.CloseAsync(withWill: !reported, limit.Token);
        }
        catch (Exception fault)
        {
            // If the connection drops, the broker sends the will.
            lastError = fault.Message;
        }

        _connectionLog.NoteClosed(lastError);
    }

    private void Receive(MqttApplicationMessage message, ushort packetId)
    {
        if (message.Topic == _topics.Birth)
        {
            if (!message.Retain && message.Payload.Length == 6 && message.ConvertPayloadToString() == "online")
                publisher.Announce();
            return;
        }

        commands.Take(message, packetId);
    }
}
