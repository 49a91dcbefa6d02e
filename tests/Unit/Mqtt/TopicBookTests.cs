using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Tests.Unit.World;

namespace WallboxMqtt.Tests.Unit.Mqtt;

public sealed class TopicBookTests
{
    private readonly SimulatedTime _time = new();
    private readonly TopicBook _book;

    public TopicBookTests() => _book = new TopicBook(_time);

    [Fact]
    public void Take_SameValue_GoesOutOnce()
    {
        Assert.True(_book.Take("a", "1"));
        _time.MoveTo(TimeSpan.TicksPerHour);
        Assert.False(_book.Take("a", "1"));
    }

    [Fact]
    public void Take_ChangesWithinASecond_TheLatestGoesOutAtItsEnd()
    {
        Assert.True(_book.Take("a", "1"));
        _book.Begin();
        Assert.False(_book.Take("a", "2"));
        Assert.True(_book.Waiting);
        Assert.True(_book.Take("b", "1"));
        _time.MoveTo(TimeSpan.TicksPerSecond);
        _book.Begin();
        Assert.True(_book.Take("a", "3"));
        Assert.False(_book.Waiting);
    }

    [Fact]
    public void Take_BackWithinASecond_NeverWentOut()
    {
        Assert.True(_book.Take("a", "1"));
        Assert.False(_book.Take("a", "2"));
        _book.Begin();
        Assert.False(_book.Take("a", "1"));
        Assert.False(_book.Waiting);
    }

    [Fact]
    public void Take_AfterForgetting_GoesOutAgain()
    {
        Assert.True(_book.Take("a", "1"));
        _book.Forget();
        Assert.True(_book.Take("a", "1"));
    }
}
