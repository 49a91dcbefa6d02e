namespace WallboxMqtt.Tests.Integration.Faults;

/// <summary>Each fault of the line to the wallbox: switched on while it charges with sun, the sun falls, switched off again.</summary>
public sealed class ChargerLinkTests(ChargerLinkRuns runs) : IClassFixture<ChargerLinkRuns>
{
    public static TheoryData<string> Faults => [.. ModbusFaults.All.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Line_Faulty_BoxFallsBackAndControlReturns(string fault) => runs.Of(fault);
}
