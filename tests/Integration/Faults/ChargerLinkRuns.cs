namespace WallboxMqtt.Tests.Integration.Faults;

/// <summary>Runs all faults at the same time: each waits most of its time for the wallbox's failsafe.</summary>
public sealed class ChargerLinkRuns : IAsyncLifetime
{
    private static readonly TimeSpan s_lasts = TimeSpan.FromSeconds(8);

    // Where requests are lost: two silences of 1.5 s, a new connection, which begins the wallbox's wait anew, and a silence on it. The rest is for a busy machine.
    private static readonly TimeSpan s_fallsBack = HouseUnderFault.FailsafeTimeout + TimeSpan.FromSeconds(12);

    private static readonly TimeSpan s_returns = TimeSpan.FromSeconds(20);

    private Dictionary<string, Task> _runs = [];

    public ValueTask InitializeAsync()
    {
        _runs = ModbusFaults.All.Values.ToDictionary(fault => fault.Name, fault => Task.Run(() => RunAsync(fault)));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_runs.Values).ContinueWith(_ => { }, TaskScheduler.Default);

    internal Task Of(string fault) => _runs[fault];

    private static async Task RunAsync(Fault fault)
    {
        await using var house = new HouseUnderFault();
        try
        {
            await RunAsync(house, fault);
        }
        catch (Exception failed)
        {
            var log = string.Join('\n', house.Logged.Lines.Select(line => line.Line));
            throw new InvalidOperationException(
                $"{fault.Name}: {failed.Message}; setpoint {house.Box.Setpoint} A, failsafe {house.Box.InFailsafe}\n{log}", failed);
        }
    }

    private static async Task RunAsync(HouseUnderFault house, Fault fault)
    {
        house.Shine(5600, 24);
        await Eventually.TrueAsync(() => house.Box.Setpoint == 24 && house.Alive.Signs >= 2);

        await house.Proxy.SwitchAsync(fault);
        var began = TimeProvider.System.GetTimestamp();
        house.Shine(1400, 18);
        await Eventually.TrueAsync(() => house.Box.OfferedCurrent <= 18, s_fallsBack);
        await Eventually.TrueAsync(() => TimeProvider.System.GetElapsedTime(began) >= s_lasts);

        await house.Proxy.SwitchAsync(Fault.None);
        house.Shine(9900, 30);
        await Eventually.TrueAsync(() => house.Box is { Setpoint: 30, InFailsafe: false } && house.Report!.Chargers[0].Online, s_returns);
        Assert.Empty(house.TooHigh);
        Assert.Equal(0, house.Alive.Unfounded);
    }
}
