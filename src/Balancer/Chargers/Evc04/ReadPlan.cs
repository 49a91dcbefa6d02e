using System.Collections.Immutable;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>
/// Which block is read next. A cycle begins with all steering blocks; display blocks follow and go on in the next cycle where
/// this one ended; slow blocks come one a cycle once requested.
/// </summary>
internal sealed class ReadPlan(
    ImmutableArray<RegisterBlock> steering, ImmutableArray<RegisterBlock> display, ImmutableArray<RegisterBlock> slow)
{
    private int _steering;
    private int _display;
    private int _displayLeft;
    private int _slow = slow.Length;
    private bool _slowLeft;

    /// <summary>What is left of this cycle.</summary>
    internal ReadProgress Progress =>
        _steering < steering.Length ? ReadProgress.Steering
        : _displayLeft > 0 || _slowLeft ? ReadProgress.Display
        : ReadProgress.Done;

    /// <summary>True when the last slow block of a request has been handed out.</summary>
    internal bool SlowFinished => _slow == slow.Length;

    /// <summary>Begins a cycle.</summary>
    internal void Begin()
    {
        _steering = 0;
        _displayLeft = display.Length;
        _slowLeft = !SlowFinished;
    }

    /// <summary>Asks for all slow blocks, spread over the following cycles.</summary>
    internal void RequestSlow() => _slow = 0;

    /// <summary>Hands out the next block and its pace; <see cref="ReadPace.OnDemand"/> and null where nothing is left.</summary>
    internal ReadPace Next(out RegisterBlock? block)
    {
        block = null;
        if (_steering < steering.Length)
        {
            block = steering[_steering++];
            return ReadPace.Steering;
        }

        if (_slowLeft)
        {
            _slowLeft = false;
            block = slow[_slow++];
            return ReadPace.Slow;
        }

        if (_displayLeft == 0)
            return ReadPace.OnDemand;
        _displayLeft--;
        block = display[_display];
        _display = (_display + 1) % display.Length;
        return ReadPace.Display;
    }
}
