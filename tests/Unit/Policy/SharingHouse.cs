using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Policy;

/// <summary>Chargers that share, as their control loops treat them: what each may be drawing is known here for certain.</summary>
internal sealed class SharingHouse
{
    private readonly int[] _failsafe;
    private readonly ChargerShares _shares;
    private readonly int[] _mayDraw;
    private readonly int?[] _acknowledged;
    private readonly int?[] _underWay;

    internal SharingHouse(int[] failsafe)
    {
        (_failsafe, _shares, _mayDraw) = (failsafe, Shares.Of(failsafe), [.. failsafe]);
        (_acknowledged, _underWay) = (new int?[failsafe.Length], new int?[failsafe.Length]);
    }

    internal int Count => _failsafe.Length;

    /// <summary>What is granted to all together.</summary>
    internal int Total { get; set; } = 16;

    /// <summary>What all may be drawing together.</summary>
    internal int Sum => _mayDraw.Sum();

    private static int Usable(int share) => share < Setpoints.Minimum ? 0 : Math.Min(share, Setpoints.Maximum);

    private int Others(int charger) => Sum - _mayDraw[charger];

    /// <summary>What one may be drawing.</summary>
    internal int MayDraw(int charger) => _mayDraw[charger];

    /// <summary>The charger's loop decides; the others may do anything before it sends.</summary>
    internal void Decide(int charger)
    {
        if (_underWay[charger] is not null)
            return;
        var share = _shares.Reserve(charger, Total, _acknowledged[charger] ?? 0, Usable);
        Assert.InRange(share, 0, Total);
        var target = Usable(share);
        if (_acknowledged[charger] == target)
            return;
        var raised = target > (_acknowledged[charger] ?? 0);
        _mayDraw[charger] = Math.Max(_mayDraw[charger], target);
        _underWay[charger] = target;
        Assert.True(!raised || Others(charger) + target <= Total, $"raised to {target} A: {Others(charger)} A with others, {Total} A in all");
    }

    /// <summary>A setpoint that is another one goes out.</summary>
    internal void Send(int charger)
    {
        if (_underWay[charger] is not null)
            _shares.Hold(charger, _mayDraw[charger], stuck: 0);
    }

    internal void Acknowledge(int charger)
    {
        Send(charger);
        if (_underWay[charger] is not { } target)
            return;
        _underWay[charger] = null;
        _acknowledged[charger] = _mayDraw[charger] = target;
        _shares.Hold(charger, target, stuck: 0);
    }

    /// <summary>The connection breaks: what was under way may have arrived.</summary>
    internal void Lose(int charger)
    {
        _acknowledged[charger] = _underWay[charger] = null;
        _mayDraw[charger] = Math.Max(_mayDraw[charger], _failsafe[charger]);
        _shares.Hold(charger, _mayDraw[charger], stuck: _mayDraw[charger]);
    }

    internal void StrikeFailsafe(int charger)
    {
        if (_acknowledged[charger] is not null || _underWay[charger] is not null)
            return;
        _mayDraw[charger] = _failsafe[charger];
        _shares.Hold(charger, _failsafe[charger], stuck: _failsafe[charger]);
    }

    internal void Want(int charger, bool wants) => _shares.Want(charger, wants);
}
