using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Tests.Unit.Control;

/// <summary>What stands behind a sign of life, and what a bad line costs.</summary>
public sealed class ChargerLoopAliveTests
{
    private readonly LoopHouse _house = new();

    [Fact]
    public void Alive_LiveCycle_IsWrittenEveryQuarterOfTheTimeout()
    {
        _house.Start();
        _house.World.Advance(TimeSpan.FromSeconds(60));
        Assert.InRange(_house.Charger.Beats, 12, 14);
    }

    [Fact]
    public void Alive_SetpointCannotBeReadBack_IsWithheldUntilItCan()
    {
        _house.Start();
        _house.Charger.Before = call => LoopHouse.Refuse(call == "confirm");
        _house.World.Advance(TimeSpan.FromSeconds(2));
        _house.Charger.Calls.Clear();
        _house.World.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, _house.Charger.Beats);
        Assert.False(_house.Report.Online);
        Assert.True(_house.Report.Problem);
        _house.Charger.Before = null;
        _house.World.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _house.Charger.Beats);
        Assert.True(_house.Report.Online);
    }

    [Fact]
    public void Alive_FallHeardDuringTheLastRequest_IsWrittenFirst()
    {
        _house.Boosted();
        _house.Charger.Latency = TimeSpan.FromMilliseconds(100);
        var fell = false;
        _house.Charger.Before = call =>
        {
            // During every read-back a cloud comes: the next request is the lower setpoint, never the sign of life.
            if (call == "confirm" && !fell)
            {
                fell = true;
                _house.Charger.Calls.Clear();
                _house.Sample(0);
            }
        };
        _house.World.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("setpoint 16", _house.Charger.Calls[0]);
        Assert.Contains("alive", _house.Charger.Calls);
    }

    [Fact]
    public void Silence_OnceAtAnyControlRequest_CostsNeitherConnectionNorSignOfLife()
    {
        foreach (var call in new[] { "confirm", "alive", "setpoint 16" })
        {
            var silent = true;
            _house.Charger.Before = now =>
            {
                if (now == call && silent)
                {
                    silent = false;
                    throw new ChargerException(ChargerFailure.Unanswered, "no answer");
                }
            };
            if (_house.Charger.Calls.Count == 0)
                _house.Start();
            _house.World.Advance(TimeSpan.FromSeconds(40));
            Assert.False(silent, call);
        }

        Assert.Equal(1, _house.Charger.Calls.Count(call => call == "connect"));
        Assert.True(_house.Charger.Beats >= 22);
    }

    [Fact]
    public void Silence_TwiceInARow_CostsTheConnection()
    {
        _house.Start();
        _house.Charger.Before = call =>
        {
            if (call == "confirm")
                throw new ChargerException(ChargerFailure.Unanswered, "no answer");
        };
        _house.World.Advance(TimeSpan.FromSeconds(3));
        Assert.Contains("disconnect", _house.Charger.Calls);
    }

    [Fact]
    public void Charger_Frozen_IsConnectedToAnewEvery10MinutesAtMost()
    {
        _house.Start();
        _house.Charger.IsFrozen = true;
        _house.World.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(2, _house.Charger.Calls.Count(call => call == "connect"));
        Assert.True(_house.Report.Frozen);
        _house.World.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(3, _house.Charger.Calls.Count(call => call == "connect"));
    }

    [Fact]
    public void Charger_FellBackBeforeItsTime_SunCountsNoMore()
    {
        _house.Boosted();
        _house.Charger.Before = call =>
        {
            if (call != "connect")
                throw new ChargerException(ChargerFailure.Lost, "closed");
        };
        _house.World.Advance(TimeSpan.FromSeconds(0.2));
        _house.World.AdvanceUntil(() => !_house.Report.Online, TimeSpan.FromSeconds(2));
        _house.Charger.Before = null;
        _house.Charger.ReadsBack = 10;
        _house.Charger.Calls.Clear();
        _house.World.AdvanceUntil(() => _house.Charger.Setpoints.Any(), TimeSpan.FromSeconds(3));
        Assert.Equal(16, _house.Charger.Setpoints.First());
        _house.Charger.ReadsBack = null;
    }

    [Fact]
    public void Charger_OwnLimitIsItsFailsafeCurrent_CostsTheSunOnlyUntilItIsKnown()
    {
        _house.Boosted();
        _house.Charger.ReadsBack = 10;
        _house.Shine(5600, seconds: 120);
        _house.Charger.Calls.Clear();
        _house.Shine(5600, seconds: 120);
        Assert.All(_house.Charger.Setpoints, amperes => Assert.Equal(24, amperes));
    }

    [Fact]
    public void Charger_FallsBackAgainAndAgainBeforeItsTime_GetsSignsOfLifeMoreOften()
    {
        _house.Charger.RefusesFailsafe = true;
        _house.Start();
        for (var times = 0; times < 3; times++)
        {
            _house.Charger.Before = call =>
            {
                if (call != "connect")
                    throw new ChargerException(ChargerFailure.Lost, "closed");
            };
            _house.World.Advance(TimeSpan.FromSeconds(0.2));
            _house.World.AdvanceUntil(() => !_house.Report.Online, TimeSpan.FromSeconds(3));
            (_house.Charger.Before, _house.Charger.ReadsBack) = (null, 10);
            _house.Charger.Calls.Clear();
            _house.World.AdvanceUntil(() => _house.Charger.Beats > 0 || _house.Charger.Setpoints.Any(), TimeSpan.FromSeconds(60));
            _house.Charger.ReadsBack = null;
            _house.World.Advance(TimeSpan.FromSeconds(3));
            Assert.True(_house.Report.Online);
        }

        _house.Charger.Calls.Clear();
        _house.World.Advance(TimeSpan.FromSeconds(30));
        Assert.InRange(_house.Charger.Beats, 15, 31);
    }

    [Fact]
    public void Alive_SetpointRefused_IsWithheld()
    {
        _house.Charger.Before = call => LoopHouse.Refuse(call.StartsWith("setpoint", StringComparison.Ordinal));
        _house.Start();
        _house.World.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, _house.Charger.Beats);
    }

    [Fact]
    public void Alive_CycleHangs_IsWithheld()
    {
        _house.Start();
        _house.Charger.Latency = TimeSpan.FromDays(1);
        _house.World.Advance(TimeSpan.FromSeconds(10));
        _house.Charger.Calls.Clear();
        _house.World.Advance(TimeSpan.FromHours(1));
        Assert.Empty(_house.Charger.Calls);
    }

    [Fact]
    public void Link_Lost_ReconnectsWithBackoffAndWritesTheSetpointAgain()
    {
        _house.Start();
        _house.Charger.Before = _ => throw new ChargerException(ChargerFailure.Lost, "gone");
        _house.World.Advance(TimeSpan.FromSeconds(60));
        var attempts = _house.Charger.Calls.Count(call => call == "connect");
        Assert.InRange(attempts, 8, 14);
        Assert.Equal(DecisionReason.ChargerOffline, _house.Report.Reason);
        Assert.Null(_house.Report.Reading);
        Assert.Equal(0, _house.Charger.Beats - 1);

        _house.Charger.Before = null;
        _house.Charger.Calls.Clear();
        _house.World.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["connect", "failsafe 10", "setpoint 16"], _house.Charger.Calls.SkipWhile(call => call != "connect").Take(3));
        Assert.True(_house.Report.Online);
    }

    [Fact]
    public void Loop_UnexpectedException_GoesOn()
    {
        _house.Start();
        _house.Charger.Before = _ => throw new InvalidOperationException("a bug");
        _house.World.Advance(TimeSpan.FromSeconds(5));
        _house.Charger.Before = null;
        _house.World.Advance(TimeSpan.FromSeconds(10));
        Assert.True(_house.Report.Online);
    }

    [Fact]
    public void Alive_NewConnection_BeginsWithOne()
    {
        _house.Boosted();
        _house.World.Advance(TimeSpan.FromSeconds(0.1));
        while (_house.Charger.LastAt["alive"] != _house.Charger.LastAt["read"])
            _house.World.Advance(TimeSpan.FromSeconds(0.1));
        _house.Charger.Before = _ => throw new ChargerException(ChargerFailure.Lost, "gone");
        _house.World.Advance(TimeSpan.FromSeconds(1.1));
        _house.Charger.Before = null;
        var beats = _house.Charger.Beats;
        while (!_house.Report.Online)
            _house.World.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(beats + 1, _house.Charger.Beats);
    }
}
