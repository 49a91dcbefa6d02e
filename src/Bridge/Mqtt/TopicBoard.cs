using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>
/// Knows what each retained topic should hold and what the broker has, and says what is due: what differs, at most once a
/// <see cref="Interval"/> a topic. Holds one value a topic, so the latest one wins.
/// </summary>
internal sealed class TopicBoard(TimeProvider time)
{
    /// <summary>The least time between two messages on a topic.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];

    /// <summary>Notes what a topic should hold; an unknown value takes it off the board.</summary>
    public void Offer(TopicValue value)
    {
        lock (_gate)
        {
            _entries.TryGetValue(value.Topic, out var entry);
            if (value.Payload is not null)
                (entry ??= _entries[value.Topic] = new Entry()).Wanted = value;
            else if (entry is not null)
                entry.Wanted = null;
        }
    }

    /// <summary>Everything is to go out again.</summary>
    /// <param name="atOnce">True if the last message on a topic does not count: the broker may have lost it.</param>
    public void Renew(bool atOnce)
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Values)
            {
                if (entry.Wanted is { Once: true } && entry.Held is not null)
                    continue;
                entry.Held = null;
                if (atOnce)
                    entry.SentAt = null;
            }
        }
    }

    /// <summary>The topics that are due now, in the order they were first offered in.</summary>
    public IReadOnlyList<string> Due()
    {
        lock (_gate)
            return [.. _entries.Where(pair => pair.Value.Differs && Wait(pair.Value) == TimeSpan.Zero).Select(pair => pair.Key)];
    }

    /// <summary>How long until a topic is due; null while nothing differs.</summary>
    public TimeSpan? UntilDue()
    {
        lock (_gate)
        {
            TimeSpan? least = null;
            foreach (var entry in _entries.Values)
            {
                if (entry.Differs && (least is null || Wait(entry) < least))
                    least = Wait(entry);
            }

            return least;
        }
    }

    /// <summary>Takes what a due topic should hold at this moment, and starts its interval; null if nothing is to be said any more.</summary>
    public string? Take(string topic)
    {
        lock (_gate)
        {
            var entry = _entries[topic];
            if (!entry.Differs)
                return null;
            entry.SentAt = time.GetTimestamp();
            return entry.Wanted!.Value.Payload;
        }
    }

    /// <summary>The broker has taken the payload.</summary>
    public void Confirm(string topic, string payload)
    {
        lock (_gate)
            _entries[topic].Held = payload;
    }

    private TimeSpan Wait(Entry entry)
    {
        if (entry.SentAt is not { } sentAt)
            return TimeSpan.Zero;
        var rest = Interval - time.GetElapsedTime(sentAt);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    private sealed class Entry
    {
        public TopicValue? Wanted { get; set; }

        public string? Held { get; set; }

        public long? SentAt { get; set; }

        public bool Differs => Wanted is { } wanted && (Held is null || !Same(wanted.Payload!, Held, wanted.Unjudged));

        private static bool Same(string wanted, string held, int unjudged) =>
            wanted.Length == held.Length && wanted.AsSpan(unjudged).SequenceEqual(held.AsSpan(unjudged));
    }
}
