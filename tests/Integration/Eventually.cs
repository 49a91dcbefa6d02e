namespace WallboxMqtt.Tests.Integration;

/// <summary>Waits for a condition, never for a time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_usual = TimeSpan.FromSeconds(20);

    internal static Task TrueAsync(Func<bool> condition, TimeSpan? longest = null, Func<string>? what = null) =>
        TrueAsync(() => Task.FromResult(condition()), longest, what);

    internal static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan? longest = null, Func<string>? what = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < (longest ?? s_usual), what?.Invoke() ?? "did not come true");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}
