namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>Logs what the broker refuses, each action on each topic once.</summary>
internal sealed class DenialLog(ILogger logger)
{
    private const int Most = 256;

    private readonly Lock _gate = new();
    private readonly HashSet<(string Action, string Topic)> _reported = [];

    /// <summary>Notes a refusal.</summary>
    /// <param name="action">What was refused: <c>publish</c>, <c>subscribe</c>.</param>
    /// <param name="topic">On which topic.</param>
    /// <param name="reason">The broker's MQTT 5 reason.</param>
    public void Report(string action, string topic, string reason)
    {
        lock (_gate)
        {
            if (_reported.Count >= Most || !_reported.Add((action, topic)))
                return;
        }

        logger.Denied(action, topic, reason);
    }
}
