using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;

namespace WallboxMqtt.Tests.Unit.Inverters.Fronius.SolarApi;

public sealed class SolarApiPaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(5, 0, "0 5 10 15")]
    [InlineData(5, 3, "0 5 10 15")]
    [InlineData(4, 3.5, "0 4 8 12")]
    public async Task Rounds_WhateverTheAnswersTake_DoNotDrift(double interval, double answer, string expected) =>
        Assert.Equal(expected, await RunAsync(interval, 4, (_, _) => answer));

    [Fact]
    public async Task Rounds_Overslept_AreLeftOut() =>
        Assert.Equal("0 5 23 28", await RunAsync(5, 4, (round, _) => round == 1 ? 18 : 0));

    [Theory]
    [InlineData(5, "0 4 8 12 16 20")]
    [InlineData(4, "0 4 8 12 16 20")]
    [InlineData(10, "0 5 10 15 20 25")]
    [InlineData(60, "0 30 60 90 120 150")]
    public async Task Requests_OfTwoKinds_AreNeverCloserThanAllowed(double interval, string expected) =>
        Assert.Equal(expected, await RunAsync(interval, 6, (_, _) => 2, between: true));

    private async Task<string> RunAsync(double interval, int count, Func<int, double, double> answer, bool between = false)
    {
        var pace = new SolarApiPace(TimeSpan.FromSeconds(interval), _time);
        var start = _time.GetTimestamp();
        var asked = new List<double>();
        for (var round = 0; round < count; round++)
        {
            var wait = between && round % 2 == 1 ? pace.BetweenAsync(TestContext.Current.CancellationToken) : pace.RoundAsync(TestContext.Current.CancellationToken);
            while (!wait.IsCompleted)
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Yield();
            }

            await wait;
            asked.Add(_time.GetElapsedTime(start).TotalSeconds);
            _time.Advance(TimeSpan.FromSeconds(answer(round, asked[^1])));
        }

        return string.Join(' ', asked);
    }
}
