using System.Net;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Bridge.Web.Access;

namespace WallboxMqtt.Tests.Unit.Web;

public sealed class LoginGateTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Attempts_FromOneAddress_AreFiveAMinute()
    {
        var gate = new LoginGate(_time);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Null(gate.Try(Address(1)));
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(TimeSpan.FromSeconds(10), gate.Try(Address(1)));
        Assert.Null(gate.Try(Address(2)));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(gate.Try(Address(1)));
        Assert.NotNull(gate.Try(Address(1)));
    }

    [Fact]
    public void Attempts_FromEverywhere_AreTwentyAMinute()
    {
        var gate = new LoginGate(_time);
        Assert.All(Enumerable.Range(1, 20), number => Assert.Null(gate.Try(Address(number))));
        Assert.Equal(TimeSpan.FromMinutes(1), gate.Try(Address(21)));
    }

    [Fact]
    public void Sessions_AreBoundedAndEnd()
    {
        var sessions = new Sessions(_time);
        var first = sessions.Begin();
        _time.Advance(TimeSpan.FromDays(29));
        Assert.True(sessions.Visit(first));
        _time.Advance(TimeSpan.FromDays(29));
        Assert.True(sessions.Visit(first));
        _time.Advance(TimeSpan.FromDays(30));
        Assert.False(sessions.Visit(first));

        var second = sessions.Begin();
        _time.Advance(TimeSpan.FromSeconds(1));
        var others = Enumerable.Range(0, 100).Select(_ => sessions.Begin()).ToList();
        Assert.False(sessions.Visit(second));
        Assert.All(others, id => Assert.True(sessions.Visit(id)));
        sessions.End(others[7]);
        Assert.False(sessions.Visit(others[7]));
    }

    private static IPAddress Address(int number) => new([192, 0, 2, (byte)number]);
}
