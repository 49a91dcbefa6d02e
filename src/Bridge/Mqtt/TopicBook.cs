namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>Remembers what went out on each topic and when: a value goes out when it changes, at most once a second a topic.</summary>
internal sealed class TopicBook(TimeProvider time)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, (string Payload, long At)> _sent = [];

    /// <summary>True where a changed value waits for its second to pass.</summary>
    internal bool Waiting { get; private set; }

    /// <summary>Begins a round over all topics.</summary>
    internal void Begin() => Waiting = false;

    /// <summary>True where the payload is to go out now; it then counts as sent.</summary>
    internal bool Take(string topic, string payload)
    {
        if (_sent.TryGetValue(topic, out var last))
        {
            if (last.Payload == payload)
                return false;
            if (time.GetElapsedTime(last.At) < s_shortest)
            {
                Waiting = true;
                return false;
            }
        }

        _sent[topic] = (payload, time.GetTimestamp());
        return true;
    }

    /// <summary>Everything goes out again: after a connect, and after Home Assistant's birth.</summary>
    internal void Forget() => _sent.Clear();
}
