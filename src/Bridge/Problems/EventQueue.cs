namespace WallboxMqtt.Bridge.Problems;

/// <summary>Events on their way to the broker: at most 16, none older than ten minutes. Adding never waits.</summary>
internal sealed class EventQueue(TimeProvider time)
{
    private const int Room = 16;
    private static readonly TimeSpan s_oldest = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Queue<(long At, string Json)> _events = [];

    /// <summary>Raised after each event that was added.</summary>
    public event Action? Added;

    /// <summary>Adds an event; the oldest goes if there is no room.</summary>
    public void Add(string json)
    {
        lock (_gate)
        {
            if (_events.Count == Room)
                _events.Dequeue();
            _events.Enqueue((time.GetTimestamp(), json));
        }

        Added?.Invoke();
    }

    /// <summary>The oldest event that is still news, which stays; null if there is none.</summary>
    public string? Peek()
    {
        lock (_gate)
        {
            while (_events.TryPeek(out var first) && time.GetElapsedTime(first.At) > s_oldest)
                _events.Dequeue();
            return _events.TryPeek(out var next) ? next.Json : null;
        }
    }

    /// <summary>It is published: removes it.</summary>
    public void Delivered(string json)
    {
        lock (_gate)
        {
            if (_events.TryPeek(out var first) && ReferenceEquals(first.Json, json))
                _events.Dequeue();
        }
    }
}
