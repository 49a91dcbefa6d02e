namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>
/// Knows a message that comes a second time. After a resumed session the broker delivers again what was not acknowledged, with the
/// same packet identifier and marked as a duplicate (MQTT 5, sections 3.3.1.1 and 4.4): what was executed then must not be executed
/// again, since something else may have been commanded meanwhile.
/// </summary>
internal sealed class RecentDeliveries
{
    // As many as may wait for their acknowledgement at a time.
    private const int Room = 32;

    private readonly Lock _gate = new();
    private readonly Queue<(ushort Id, string Topic, byte[] Payload)> _recent = new();

    /// <summary>Notes a message; true if it was noted before and this is its repetition.</summary>
    /// <param name="id">Its packet identifier; 0 if it has none (QoS 0 comes once or never).</param>
    /// <param name="duplicate">True if the broker says that it may have sent it before.</param>
    /// <param name="topic">Its topic.</param>
    /// <param name="payload">What it carries.</param>
    public bool IsRepeated(ushort id, bool duplicate, string topic, byte[] payload)
    {
        if (id == 0)
            return false;
        lock (_gate)
        {
            if (duplicate && _recent.Any(before => before.Id == id && before.Topic == topic && before.Payload.AsSpan().SequenceEqual(payload)))
                return true;
            _recent.Enqueue((id, topic, payload));
            if (_recent.Count > Room)
                _recent.Dequeue();
        }

        return false;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        lock (_gate)
            _recent.Clear();
    }
}
