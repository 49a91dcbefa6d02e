using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Commands;

namespace WallboxMqtt.Tests.Unit.Threads;

[Collection(nameof(AloneCollection))]
public sealed class IntentSaverThreadTests
{
    [Fact]
    public void Command_WhileOthersAreSaved_TheLastIsKept() => RealThreads.Meet(
        200_000,
        _ => new House(),
        house =>
        {
            Assert.Null(RealThreads.Await(house.Saver.Kept, "it is not reported that the last command is kept"));
            Assert.Equal(house.Store.Current, house.Keeper.Last);
            Assert.Null(RealThreads.Await(house.Answer!, "it is not reported that a command is kept"));
            Assert.False(house.Running!.IsCompleted, "saving has ended");
        },
        (house, draw) =>
        {
            for (var watts = 0; watts < 3; watts++)
            {
                house.Store.SetLimit(new(watts));
                draw.Pause();
            }
        },
        (house, _) => house.Running = house.Saver.RunAsync(house.Stop.Token),
        (house, draw) =>
        {
            house.Store.SetMode(ChargingMode.Off);
            draw.Pause();
            house.Store.SetMode(ChargingMode.Fixed);
            house.Answer = house.SettledAsync();
        });

    [Fact]
    public void Command_JustBeforeTheEnd_IsKept() => RealThreads.Meet(
        200_000,
        _ => new House(),
        house =>
        {
            RealThreads.Await(house.Running!, "saving does not end");
            if (house.CommandedBeforeTheEnd)
                Assert.Equal(house.Store.Current, house.Keeper.Last);
        },
        (house, _) => house.Running = house.Saver.RunAsync(house.Stop.Token),
        (house, draw) =>
        {
            house.Store.SetMode(ChargingMode.Fixed);
            draw.Pause();
            house.Store.SetMode(ChargingMode.Off);
            Volatile.Write(ref house.Commanded, value: true);
        },
        (house, draw) =>
        {
            draw.Pause();
            house.CommandedBeforeTheEnd = Volatile.Read(ref house.Commanded);
            house.Time.Stand();
            house.Stop.Cancel();
        });

    [Fact]
    public void Change_FromSeveralThreads_NoneIsLost() => RealThreads.Meet(
        100_000,
        _ => new House(),
        house =>
        {
            Assert.Equal(["left", "right"], house.Store.Current.Stopped.Order(StringComparer.Ordinal));
            Assert.Equal(1000, house.Store.Current.Limit?.Value);
            Assert.Equal(house.Store.Current, house.Announced);
        },
        (house, _) => house.Store.Stop("left"),
        (house, _) => house.Store.Stop("right"),
        (house, _) => house.Store.SetLimit(new(1000)));

    private sealed class House
    {
        internal bool Commanded;

        internal House()
        {
            Saver = new IntentSaver(Store, Keeper, Time, NullLogger<IntentSaver>.Instance);
            Store.Changed += intent => Announced = intent;
        }

        internal QuickTime Time { get; } = new();

        internal IntentStore Store { get; } = new(new Intent(ChargingMode.PvBoost, null), new ChangeSignal());

        internal LastKeeper Keeper { get; } = new();

        internal IntentSaver Saver { get; }

        internal CancellationTokenSource Stop { get; } = new();

        internal Task? Running { get; set; }

        internal Task<string?>? Answer { get; set; }

        internal Intent? Announced { get; private set; }

        internal bool CommandedBeforeTheEnd { get; set; }

        /// <summary>Null once the command is kept, or a newer one in its place.</summary>
        internal async Task<string?> SettledAsync()
        {
            var warning = await Saver.Kept;
            return warning is "a newer command came" ? null : warning;
        }
    }

    private sealed class LastKeeper : IIntentKeeper
    {
        private Intent? _last;

        internal Intent? Last => Volatile.Read(ref _last);

        public async ValueTask<string?> SaveAsync(Intent intent, CancellationToken cancellation)
        {
            await Task.Yield();
            Volatile.Write(ref _last, intent);
            return null;
        }
    }
}
