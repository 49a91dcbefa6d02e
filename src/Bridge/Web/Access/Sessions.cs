using System.Buffers.Text;
using System.Security.Cryptography;

namespace WallboxMqtt.Bridge.Web.Access;

/// <summary>Who has logged in: random ids in memory, forgotten at a restart. At most 100, each for 30 days after its last visit.</summary>
internal sealed class Sessions(TimeProvider time)
{
    /// <summary>How long one lives after its last visit.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(30);

    private const int Room = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);

    /// <summary>Begins one; the longest unused goes if there is no room.</summary>
    /// <returns>Its id, 256 random bits.</returns>
    public string Begin()
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        lock (_gate)
        {
            if (_seen.Count == Room)
                _seen.Remove(_seen.MinBy(pair => pair.Value).Key);
            _seen[id] = time.GetTimestamp();
        }

        return id;
    }

    /// <summary>True if it is one; it lives on from now.</summary>
    public bool Visit(string id)
    {
        lock (_gate)
        {
            if (!_seen.TryGetValue(id, out var at))
                return false;
            if (time.GetElapsedTime(at) >= Lifetime)
                return !_seen.Remove(id);
            _seen[id] = time.GetTimestamp();
            return true;
        }
    }

    /// <summary>Ends one.</summary>
    public void End(string id)
    {
        lock (_gate)
            _seen.Remove(id);
    }
}
