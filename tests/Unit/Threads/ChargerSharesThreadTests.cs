using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Tests.Unit.Threads;

[Collection(nameof(AloneCollection))]
public sealed class ChargerSharesThreadTests
{
    private const int Count = 3;
    private const int Total = 20;

    [Fact]
    public void Reserve_LoopsDecideAtOnce_TheirPartsAreWithinTheTotal() => RealThreads.Meet(
        200_000,
        _ => new House(),
        house => Assert.True(house.Offered.Sum() <= Total, $"{string.Join(" + ", house.Offered)} A of {Total} A"),
        (house, draw) => house.Decide(0, draw),
        (house, draw) => house.Decide(1, draw),
        (house, draw) => house.Decide(2, draw));

    [Fact]
    public void Meet_LoopsAtOnce_AllAreMetAndEachForTheFirstTimeOnce() => RealThreads.Meet(
        200_000,
        _ => new House(),
        house =>
        {
            Assert.True(house.Shares.AllMet);
            Assert.Equal(Count, house.Firsts);
        },
        (house, _) => house.MeetAll(),
        (house, _) => house.MeetAll(),
        (house, _) => house.MeetAll());

    private sealed class House
    {
        private int _firsts;

        internal House()
        {
            for (var charger = 0; charger < Count; charger++)
                Shares.Hold(charger, 0, 0);
        }

        internal ChargerShares Shares { get; } = new(
            Setpoints.Maximum, [.. Enumerable.Repeat(new Fallback(0, TimeSpan.FromHours(1)), Count)], new FakeTimeProvider());

        internal int[] Offered { get; } = new int[Count];

        internal int Firsts => _firsts;

        /// <summary>As a control loop does: a fall goes out at once, a raise takes what is free; the car may come or go in between.</summary>
        internal void Decide(int charger, Draw draw)
        {
            for (var cycle = 0; cycle < 3; cycle++)
            {
                if (cycle > 0 && draw.Coin())
                    Shares.Want(charger, draw.Coin());
                var offered = Usable(Shares.Reserve(charger, Total, Offered[charger], Usable));
                draw.Pause();
                Offered[charger] = offered;
                Shares.Hold(charger, offered, 0);
            }
        }

        internal void MeetAll()
        {
            for (var charger = 0; charger < Count; charger++)
            {
                if (Shares.Meet(charger))
                    Interlocked.Increment(ref _firsts);
            }
        }

        private static int Usable(int share) => share < Setpoints.Minimum ? 0 : Math.Min(share, Setpoints.Maximum);
    }
}
