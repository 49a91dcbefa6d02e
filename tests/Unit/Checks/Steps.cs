using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Tests.Unit.Checks;

/// <summary>Runs one link's check and shows its steps.</summary>
internal static class Steps
{
    internal static async Task<CheckRow[]> OfAsync(ILinkCheck link)
    {
        var steps = new CheckSteps(link.Part);
        await link.TryAsync(steps, CancellationToken.None);
        Assert.NotEmpty(steps.Rows);
        Assert.All(steps.Rows, row => Assert.True(row.Passed || row.Advice is { Length: > 10 }, $"{row.Step} fails without advice"));
        Assert.All(steps.Rows, row => Assert.DoesNotContain('\n', row.Found));
        return [.. steps.Rows];
    }

    /// <summary>No service runs, and there is time, unless it says otherwise.</summary>
    internal static CheckSetting Setting(RunningService? service = null, bool quick = false, TimeProvider? time = null) =>
        new(service ?? RunningService.None, quick, time ?? TimeProvider.System);

    /// <summary>The one that fails.</summary>
    internal static async Task<CheckRow> FailureOfAsync(ILinkCheck link) => Assert.Single(await OfAsync(link), row => !row.Passed);
}
