using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Tests.Unit.Mqtt;

public sealed class TopicBoardTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TopicBoard _board;

    public TopicBoardTests() => _board = new TopicBoard(_time);

    [Fact]
    public void Board_ChangesWithinASecond_LastOneGoesOutAtItsEnd()
    {
        Assert.Equal(["a=1"], SendAfterOffering("1"));
        _time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Empty(SendAfterOffering("2"));
        _time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Empty(SendAfterOffering("3"));
        Assert.Equal(TimeSpan.FromMilliseconds(200), _board.UntilDue());
        _time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(["a=3"], Send());
        Assert.Null(_board.UntilDue());
    }

    [Fact]
    public void Board_SameValueAgain_IsNotSent()
    {
        SendAfterOffering("1");
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(SendAfterOffering("1"));
    }

    [Fact]
    public void Board_ValueNotConfirmed_StaysDue()
    {
        _board.Offer(new TopicValue("a", "1"));
        Assert.Equal("1", _board.Take("a"));
        _time.Advance(TopicBoard.Interval);
        Assert.Equal(["a=1"], Send());
    }

    [Fact]
    public void Board_NewConnection_EverythingAtOnceButTheUnknown()
    {
        SendAfterOffering("1");
        _board.Offer(new TopicValue("b", "2"));
        _board.Offer(new TopicValue("cleared", string.Empty, Once: true));
        Send();
        _board.Offer(new TopicValue("b", null));
        _board.Renew(atOnce: true);
        Assert.Equal(["a=1"], Send());
    }

    [Fact]
    public void Board_Renewal_KeepsToOnceASecond()
    {
        SendAfterOffering("1");
        _board.Renew(atOnce: false);
        Assert.Empty(Send());
        _time.Advance(TopicBoard.Interval);
        Assert.Equal(["a=1"], Send());
    }

    [Fact]
    public void Board_UnjudgedPartAlone_IsNoChange()
    {
        _board.Offer(new TopicValue("a", "12:00 x", Unjudged: 5));
        Send();
        _time.Advance(TopicBoard.Interval);
        _board.Offer(new TopicValue("a", "12:01 x", Unjudged: 5));
        Assert.Empty(Send());
        _board.Offer(new TopicValue("a", "12:02 y", Unjudged: 5));
        Assert.Equal(["a=12:02 y"], Send());
    }

    private List<string> SendAfterOffering(string payload)
    {
        _board.Offer(new TopicValue("a", payload));
        return Send();
    }

    private List<string> Send()
    {
        var sent = new List<string>();
        foreach (var topic in _board.Due())
        {
            var payload = _board.Take(topic)!;
            _board.Confirm(topic, payload);
            sent.Add($"{topic}={payload}");
        }

        return sent;
    }
}
