using System.Net;

namespace WallboxMqtt.Bridge.Web.Access;

/// <summary>How often passwords may be tried: five times a minute from one address, twenty times in all.</summary>
internal sealed class LoginGate(TimeProvider time)
{
    private const int EachAddress = 5;
    private const int InAll = 20;

    private static readonly TimeSpan s_span = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly List<(IPAddress Address, long At)> _attempts = [];

    /// <summary>Takes note of an attempt.</summary>
    /// <returns>Null if it may be made; otherwise how long until the next one may.</returns>
    public TimeSpan? Try(IPAddress address)
    {
        lock (_gate)
        {
            _attempts.RemoveAll(attempt => time.GetElapsedTime(attempt.At) >= s_span);
            var own = _attempts.Where(attempt => attempt.Address.Equals(address)).ToList();
            if (own.Count >= EachAddress)
                return s_span - time.GetElapsedTime(own[0].At);
            if (_attempts.Count >= InAll)
                return s_span - time.GetElapsedTime(_attempts[0].At);
            _attempts.Add((address, time.GetTimestamp()));
            return null;
        }
    }
}
