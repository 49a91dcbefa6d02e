using System.Buffers;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Protocol;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.HomeAssistant;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>One connection to the broker, from its CONNECT to its end.</summary>
internal sealed class MqttSession(
    IMqttClient client, MqttOptions options, ReportFeed reports, CommandDesk desk, TimeProvider time, ILogger logger)
{
    private const int WaitingCommands = 64;
    private const int LongestKept = 512;
    private const int LongestResponseTopic = 256;
    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_goodbye = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan s_birthSpread = TimeSpan.FromSeconds(3);

    private readonly TopicTree _topics = new(options.BaseTopic);
    private readonly DiscoveryDocuments _discovery = new(options);
    private readonly TopicBook _book = new(time);
    private readonly HashSet<string> _denied = [];
    private readonly string _birthTopic = $"{options.Discovery.Prefix}/status";
    private readonly TaskCompletionSource<string> _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<IncomingMessage> _incoming = Channel.CreateBounded<IncomingMessage>(
        new BoundedChannelOptions(WaitingCommands) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private long _birthAt;
    private bool _born;

    /// <summary>Runs until the connection ends, with an exception that says why, or until cancelled.</summary>
    internal async Task RunAsync(Action connected, CancellationToken cancellation)
    {
        client.DisconnectedAsync += ended =>
        {
            _disconnected.TrySetResult(ended.Exception?.Message ?? ended.ReasonString ?? ended.Reason.ToString());
            return Task.CompletedTask;
        };
        client.ApplicationMessageReceivedAsync += received =>
        {
            Receive(received.ApplicationMessage);
            return Task.CompletedTask;
        };

        await ConnectAsync(cancellation);
        connected();
        using var session = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ends = new[] { PublishAllAsync(session.Token), CommandsAsync(session.Token), GoneAsync(session.Token) };
        try
        {
            await await Task.WhenAny(ends);
        }
        finally
        {
            await session.CancelAsync();
            await Task.WhenAll(ends).ContinueWith(static _ => { }, TaskScheduler.Default);
            if (cancellation.IsCancellationRequested)
                await GoodbyeAsync();
        }
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        var answer = await InTimeAsync(token => client.ConnectAsync(MqttConnection.Options(options, _topics), token), cancellation);
        if (answer.ResultCode != MqttClientConnectResultCode.Success)
            throw new IOException($"refused: {answer.ResultCode} {answer.ReasonString}".TrimEnd());
        await SubscribeAsync(_topics.ModeSet, cancellation);
        await SubscribeAsync(_topics.LimitSet, cancellation);
        await SubscribeAsync(_birthTopic, cancellation);
        await PublishAsync(_topics.Status, Encoding.UTF8.GetBytes(TopicTree.Online), retain: true, cancellation);
    }

    // No local: what we publish there ourselves, to clear a retained command, must not come back as a command.
    private async Task SubscribeAsync(string topic, CancellationToken cancellation)
    {
        var filter = new MqttTopicFilterBuilder().WithTopic(topic).WithAtLeastOnceQoS().WithNoLocal().Build();
        var answer = await InTimeAsync(token => client.SubscribeAsync(filter, token), cancellation);
        foreach (var item in answer.Items)
        {
            if (item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2)
                Log.SubscriptionDenied(logger, topic, item.ResultCode.ToString());
        }
    }

    private async Task PublishAllAsync(CancellationToken cancellation)
    {
        var announced = "";
        await using var feed = reports.Follow(cancellation).GetAsyncEnumerator(cancellation);
        var next = feed.MoveNextAsync().AsTask();
        CycleReport? report = null;
        while (true)
        {
            // A value that waits for its second, or a birth that waits for its moment, must not wait for the next report.
            var pause = Task.Delay(_book.Waiting ? s_soon : TimeSpan.FromSeconds(1), time, cancellation);
            if (await Task.WhenAny(next, pause) == next)
            {
                if (!await next)
                    return;
                report = feed.Current;
                next = feed.MoveNextAsync().AsTask();
            }

            if (report is null)
                continue;
            if (_born && time.GetTimestamp() >= Interlocked.Read(ref _birthAt))
            {
                _born = false;
                announced = "";
                _book.Forget();
                await PublishAsync(_topics.Status, Encoding.UTF8.GetBytes(TopicTree.Online), retain: true, cancellation);
            }

            announced = await AnnounceAsync(report, announced, cancellation);
            await PublishReportAsync(report, cancellation);
        }
    }

    // Discovery goes out again when a charger's name becomes known, or another cap changes a label.
    private async Task<string> AnnounceAsync(CycleReport report, string announced, CancellationToken cancellation)
    {
        var now = string.Join('|', report.Chargers.Select(charger => charger.Identity?.ToString())) + Math.Floor(report.Balancer.Cap.Value / 1000);
        if (now == announced)
            return announced;
        foreach (var (topic, payload) in _discovery.For(report))
            await PublishAsync(topic, payload, retain: true, cancellation);
        return now;
    }

    private async Task PublishReportAsync(CycleReport report, CancellationToken cancellation)
    {
        _book.Begin();
        foreach (var (topic, payload) in _topics.Payloads(report))
        {
            if (_book.Take(topic, payload))
                await PublishAsync(topic, Encoding.UTF8.GetBytes(payload), retain: true, cancellation);
        }

        // The time alone is no news: what follows it decides.
        var state = StateDocument.Write(report);
        if (_book.Take(_topics.State, Encoding.UTF8.GetString(state.AsSpan(state.AsSpan().IndexOf((byte)',')))))
            await PublishAsync(_topics.State, state, retain: true, cancellation);
    }

    private void Receive(MqttApplicationMessage message)
    {
        if (message.Topic == _birthTopic)
        {
            if (!message.Payload.IsEmpty && Encoding.UTF8.GetString(message.Payload) == TopicTree.Online && !message.Retain)
            {
                var spread = Random.Shared.NextDouble() * s_birthSpread;
                Interlocked.Exchange(ref _birthAt, time.GetTimestamp() + (long)(spread.TotalSeconds * time.TimestampFrequency));
                _born = true;
            }

            return;
        }

        var kept = message.Payload.Slice(0, Math.Min(message.Payload.Length, LongestKept)).ToArray();
        _incoming.Writer.TryWrite(new IncomingMessage(message.Topic, kept, message.Retain, message.ResponseTopic, message.CorrelationData));
    }

    private async Task CommandsAsync(CancellationToken cancellation)
    {
        await foreach (var message in _incoming.Reader.ReadAllAsync(cancellation))
        {
            var result = await ExecuteAsync(message, cancellation);
            var shown = Encoding.UTF8.GetString(message.Payload);
            if (result.Accepted)
                Log.CommandAccepted(logger, message.Topic, shown, result.Reason);
            else
                Log.CommandRefused(logger, message.Topic, shown, result.Reason);
            var document = ResultDocument.Write(message, result, time.GetUtcNow());
            await PublishAsync(_topics.CommandResult, document, retain: false, cancellation);
            if (IsResponseTopic(message.ResponseTopic))
                await PublishAsync(message.ResponseTopic!, document, retain: false, cancellation, message.CorrelationData);
        }
    }

    private async Task<CommandResult> ExecuteAsync(IncomingMessage message, CancellationToken cancellation)
    {
        if (message.Retained)
        {
            await PublishAsync(message.Topic, [], retain: true, cancellation);
            return new CommandResult(false, "a retained command is old: ignored and cleared; publish commands without retain");
        }

        return message.Topic == _topics.ModeSet
            ? await desk.SetModeAsync(message.Payload, cancellation)
            : await desk.SetLimitAsync(message.Payload, cancellation);
    }

    private bool IsResponseTopic(string? topic) =>
        topic is { Length: > 0 and <= LongestResponseTopic }
        && topic.AsSpan().IndexOfAny('+', '#', '\0') < 0
        && topic != _topics.ModeSet
        && topic != _topics.LimitSet;

    private async Task PublishAsync(string topic, byte[] payload, bool retain, CancellationToken cancellation, byte[]? correlation = null)
    {
        var message = new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithPayload(payload)
            .WithRetainFlag(retain)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (correlation is not null)
            message.WithCorrelationData(correlation);
        var answer = await InTimeAsync(token => client.PublishAsync(message.Build(), token), cancellation);
        if (!answer.IsSuccess && _denied.Add(topic))
            Log.PublishDenied(logger, topic, answer.ReasonCode.ToString());
    }

    private async Task GoneAsync(CancellationToken cancellation) =>
        throw new IOException(await _disconnected.Task.WaitAsync(cancellation));

    // A normal DISCONNECT sends no last will: say it ourselves.
    private async Task GoodbyeAsync()
    {
        using var hurry = new CancellationTokenSource(s_goodbye, time);
        try
        {
            await PublishAsync(_topics.Status, Encoding.UTF8.GetBytes(TopicTree.Offline), retain: true, hurry.Token);
            await client.DisconnectAsync(cancellationToken: hurry.Token);
        }
        catch (Exception gone) when (gone is not OutOfMemoryException)
        {
            // The broker is gone already: its last will says the same.
        }
    }

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(s_answer, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException silent) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException("no answer in time", silent);
        }
    }
}
