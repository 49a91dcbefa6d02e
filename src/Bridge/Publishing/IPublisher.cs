namespace WallboxMqtt.Bridge.Publishing;

/// <summary>The connection to the broker, as those see it who have something to say.</summary>
internal interface IPublisher
{
    /// <summary>
    /// Completes once the broker has acknowledged or refused the message; a refusal is logged, not thrown. Throws where the
    /// connection is gone or the broker does not answer in time.
    /// </summary>
    Task PublishAsync(OutgoingMessage message, CancellationToken cancellation);
}
