using CsCheck;

namespace WallboxMqtt.Tests.Unit.Policy;

/// <summary>Several chargers that decide, write, are acknowledged, are lost and come back in any order.</summary>
public sealed class ChargerSharesPropertyTests
{
    private const int Iterations = 20_000;
    private static readonly Gen<int[]> s_failsafe = Gen.OneOf(0, 6, 8, 10).Array[2, 4];
    private static readonly Gen<(int Charger, int Event, int Total)[]> s_course = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 11], Gen.Int[0, 48]).Array[1, 60];

    [Fact]
    public void Reserve_AnyCourse_NeverRaisesTheSumAboveTheTotal() =>
        Gen.Select(s_failsafe, s_course).Sample((failsafe, course) => Play(new SharingHouse(failsafe), course), iter: Iterations);

    [Fact]
    public void Reserve_AllInReachAndQuiet_TheSumIsWithinTheTotal() =>
        Gen.Select(s_failsafe, s_course).Sample((failsafe, course) =>
        {
            var house = new SharingHouse(failsafe);
            Play(house, course);
            Settle(house, first: 0);
            Assert.True(house.Sum <= house.Total, $"{house.Sum} A of {house.Total} A");
        }, iter: Iterations);

    [Fact]
    public void Reserve_OneOutOfReach_TheOthersLeaveItWhatItMayDraw() =>
        Gen.Select(s_failsafe, s_course).Sample((failsafe, course) =>
        {
            var house = new SharingHouse(failsafe);
            Play(house, course);
            house.Lose(0);
            Settle(house, first: 1);
            Assert.True(house.Sum <= Math.Max(house.Total, house.MayDraw(0)), $"{house.Sum} A of {house.Total} A");
        }, iter: Iterations);

    // Falls first, then raises into what they left.
    private static void Settle(SharingHouse house, int first)
    {
        for (var round = 0; round < 3; round++)
        {
            for (var charger = first; charger < house.Count; charger++)
            {
                house.Acknowledge(charger);
                house.Decide(charger);
                house.Acknowledge(charger);
            }
        }
    }

    private static void Play(SharingHouse house, (int Charger, int Event, int Total)[] course)
    {
        foreach (var (any, what, total) in course)
        {
            var charger = any % house.Count;
            switch (what)
            {
                case < 3: house.Decide(charger); break;
                case 3: house.Send(charger); break;
                case < 8: house.Acknowledge(charger); break;
                case 8: house.Lose(charger); break;
                case 9: house.StrikeFailsafe(charger); break;
                case 10: house.Want(charger, total % 2 == 0); break;
                default: house.Total = total; break;
            }
        }
    }
}
