using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Cli.Check;

namespace WallboxMqtt.Tests.Unit.Cli.Check;

public sealed class CheckRunTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Run_Links_AreTriedSideBySideAndToldInOrder()
    {
        var second = new TaskCompletionSource();
        var rows = await RunAsync(
            new Link("first", async (steps, _) =>
            {
                await second.Task;
                steps.Passed("a", "well");
            }),
            new Link("second", (steps, _) =>
            {
                steps.Passed("b", "two\nlines");
                second.SetResult();
                return Task.CompletedTask;
            }));
        Assert.Equal([new("first", "a", true, "well"), new("second", "b", true, "two lines")], rows);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_LinkThatHangs_KeepsItsStepsAndHoldsUpNobody(bool heedsItsToken)
    {
        var rows = await RunAsync(
            new Link("slow", async (steps, cancellation) =>
            {
                steps.Passed("a", "well");
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, heedsItsToken ? cancellation : CancellationToken.None);
            }),
            new Link("other", (steps, _) =>
            {
                steps.Passed("b", "well");
                return Task.CompletedTask;
            }));
        Assert.Equal(["a well", "time not finished within 13 s", "b well"], rows.Select(row => $"{row.Step} {row.Found}"));
        Assert.False(rows[1].Passed);
    }

    [Fact]
    public async Task Run_LinkThatThrows_IsAFailureOfItsOwn()
    {
        var rows = await RunAsync(new Link("odd", (_, _) => throw new InvalidOperationException("odd")));
        Assert.Equal(("check", "InvalidOperationException: odd", false), (rows[0].Step, rows[0].Found, rows[0].Passed));
    }

    private async Task<CheckRow[]> RunAsync(params ILinkCheck[] links)
    {
        var running = new CheckRun(links, _time).RunAsync(CancellationToken.None);
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None));
        }

        return [.. await running];
    }

    private sealed class Link(string part, Func<CheckSteps, CancellationToken, Task> attempt) : ILinkCheck
    {
        public string Part => part;

        public Task TryAsync(CheckSteps steps, CancellationToken cancellation) => attempt(steps, cancellation);
    }
}
