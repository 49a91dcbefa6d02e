using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Threads;

[Collection(nameof(AloneCollection))]
public sealed class ChargerSharesThreadTests
{
    private const int Total = 20;

    [Fact]
    public void Reserve_LoopsDecideAtOnceAndCarsComeAndGo_NoRaiseExceedsTheTotal() => RealThreads.Meet(
        200_000,
        _ => new House(),
        _ => { },
        (house, draw) => house.Decide(0, draw),
        (house, draw) => house.Decide(1, draw));

    [Fact]
    public void Meet_LoopsAtOnce_AllAreMetAndEachForTheFirstTimeOnce() => RealThreads.Meet(
        200_000,
        _ => new House(),
        house =>
        {
            Assert.True(house.Shares.AllMet);
            Assert.Equal(2, house.Firsts);
        },
        (house, _) => house.MeetBoth(),
        (house, _) => house.MeetBoth(),
        (house, _) => house.MeetBoth());

    private sealed class House
    {
        // What each may draw: raised once it is allowed, lowered before others may learn of it.
        private readonly int[] _mayDraw = new int[2];
        private int _firsts;

        internal House()
        {
            for (var charger = 0; charger < 2; charger++)
                Shares.Hold(charger, 0, 0);
        }

        internal ChargerShares Shares { get; } = new(
            Setpoints.Maximum, [.. Enumerable.Repeat(new Fallback(0, TimeSpan.FromHours(1)), 2)], new FakeTimeProvider());

        internal int Firsts => _firsts;

        /// <summary>As a control loop does, for some cycles; its car comes and goes in between.</summary>
        internal void Decide(int charger, Draw draw)
        {
            for (var cycle = 0; cycle < 4; cycle++)
            {
                if (draw.Coin())
                    Shares.Want(charger, draw.Coin());
                var before = _mayDraw[charger];
                var offered = Usable(Shares.Reserve(charger, Total, before, Usable));
                Interlocked.Exchange(ref _mayDraw[charger], offered);
                var other = Volatile.Read(ref _mayDraw[1 - charger]);
                Assert.True(offered <= before || offered + other <= Total, $"raised to {offered} A beside {other} A, of {Total} A");
                draw.Pause();
                Shares.Hold(charger, offered, 0);
            }
        }

        internal void MeetBoth()
        {
            for (var charger = 0; charger < 2; charger++)
            {
                if (Shares.MarkConnected(charger))
                    Interlocked.Increment(ref _firsts);
            }
        }

        private static int Usable(int share) => share < Setpoints.Minimum ? 0 : Math.Min(share, Setpoints.Maximum);
    }
}
