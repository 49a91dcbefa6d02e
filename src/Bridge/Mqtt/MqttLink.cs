using MQTTnet;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>
/// The one owner of the connection to the broker: connects, subscribes, publishes, and begins again when the connection ends. It reads
/// reports and hands over commands; the control path knows nothing of it.
/// </summary>
internal sealed class MqttLink(
    MqttOptions options, StatePublisher publisher, CommandReception commands, TimeProvider time, ILogger<MqttLink> logger)
{
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_steady = TimeSpan.FromSeconds(30);

    private readonly Topics _topics = new(options);
    private readonly DenialLog _denials = new(logger);
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), Random.Shared);
    private readonly string _broker = $"{options.Url.Host}:{BrokerOptions.Port(options.Url)}";
    private MqttStatus _status = new(Connected: false, time.GetUtcNow(), LastError: null);
    private bool _lossTold;

    /// <summary>How the connection stands.</summary>
    public MqttStatus Status => Volatile.Read(ref _status);

    /// <summary>Keeps the connection until cancelled; then says <c>offline</c> and returns within 2 s. Does not throw.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var executing = commands.RunAsync(ending.Token);
        try
        {
            while (true)
            {
                await ConnectOnceAsync(stop);
                await Task.Delay(_backoff.Next(), time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The service stops.
        }

        await ending.CancelAsync();
        await executing.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task ConnectOnceAsync(CancellationToken stop)
    {
        using var session = new MqttSession(Receive, _denials, time);
        try
        {
            await session.ConnectAsync(BrokerOptions.For(options, _topics.Status), stop);
            await session.SubscribeAsync([.. commands.Subscriptions, _topics.Birth], stop);
            NoteFound();
            var since = time.GetTimestamp();
            var reason = await ServeAsync(session, stop);
            if (time.GetElapsedTime(since) >= s_steady)
                _backoff.Reset();
            NoteLost(reason);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The service stops: a farewell follows.
        }
        catch (Exception fault)
        {
            NoteLost(fault is TimeoutException ? fault.Message : fault.GetBaseException().Message);
        }

        if (stop.IsCancellationRequested)
            await SayFarewellAsync(session);
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>Publishes and answers until the connection is over; returns why.</summary>
    private async Task<string> ServeAsync(MqttSession session, CancellationToken stop)
    {
        using var scope = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var publishing = publisher.RunAsync(session, scope.Token);
        var answering = commands.AnswerAsync(session, scope.Token);
        var first = await Task.WhenAny(session.Ended, publishing, answering);
        await scope.CancelAsync();
        foreach (var task in (Task[])[publishing, answering])
            await task.ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        stop.ThrowIfCancellationRequested();
        return first == session.Ended ? await session.Ended : first.Exception?.InnerException?.Message ?? "the connection is over";
    }

    private async Task SayFarewellAsync(MqttSession session)
    {
        if (!Status.Connected)
            return;
        var lastError = Status.LastError;
        var told = false;
        try
        {
            using var limit = new CancellationTokenSource(s_farewell, time);
            await session.PublishAsync(new OutgoingMessage(_topics.Status, "offline", Retain: true), limit.Token);
            told = true;
        }
        catch (Exception fault)
        {
            // The will says it instead.
            lastError = fault.Message;
        }

        try
        {
            using var limit = new CancellationTokenSource(s_farewell * 0.8, time);
            await session.CloseAsync(withWill: !told, limit.Token);
        }
        catch (Exception fault)
        {
            // Dropping the connection has the broker send the will.
            lastError = fault.Message;
        }

        Volatile.Write(ref _status, new MqttStatus(Connected: false, time.GetUtcNow(), lastError));
    }

    private void Receive(MqttApplicationMessage message)
    {
        if (message.Topic == _topics.Birth)
        {
            if (!message.Retain && message.Payload.Length == 6 && message.ConvertPayloadToString() == "online")
                publisher.Announce();
            return;
        }

        commands.Take(message);
    }

    private void NoteFound()
    {
        _lossTold = false;
        Volatile.Write(ref _status, new MqttStatus(Connected: true, time.GetUtcNow(), Status.LastError));
        logger.BrokerFound(_broker, options.ClientId);
    }

    private void NoteLost(string reason)
    {
        var since = Status.Connected || Status.LastError is null ? time.GetUtcNow() : Status.Since;
        Volatile.Write(ref _status, new MqttStatus(Connected: false, since, reason));
        if (!_lossTold)
            logger.BrokerLost(_broker, reason);
        _lossTold = true;
    }
}
