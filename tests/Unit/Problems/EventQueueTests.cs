using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Bridge.Problems;

namespace WallboxMqtt.Tests.Unit.Problems;

public sealed class EventQueueTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly EventQueue _events;

    public EventQueueTests() => _events = new EventQueue(_time);

    [Fact]
    public void Events_ComeInOrderAndStayUntilTold()
    {
        _events.Add("a");
        _events.Add("b");
        Assert.Equal("a", _events.Peek());
        _events.Delivered(_events.Peek()!);
        Assert.Equal("b", _events.Peek());
        _events.Delivered("b"[..]);
        Assert.Null(_events.Peek());
    }

    [Fact]
    public void Events_TooManyOrTooOld_AreForgotten()
    {
        for (var i = 0; i < 20; i++)
            _events.Add($"{i}");
        Assert.Equal("4", _events.Peek());
        _time.Advance(TimeSpan.FromMinutes(11));
        _events.Add("new");
        Assert.Equal("new", _events.Peek());
    }
}
