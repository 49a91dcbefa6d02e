namespace WallboxMqtt.Bridge.Problems;

/// <summary>The kinds' words on the wire, and what to do about each.</summary>
internal static class ProblemKinds
{
    /// <summary>All words, in the enumeration's order.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<ProblemKind>().Select(Word)];

    /// <summary>The word of a kind.</summary>
    public static string Word(this ProblemKind kind) => Row(kind).Word;

    /// <summary>What a user should do, in one or two sentences.</summary>
    public static string Advice(this ProblemKind kind) => Row(kind).Advice;

    private static (string Word, string Advice) Row(ProblemKind kind) => kind switch
    {
        ProblemKind.ChargerOffline => (
            "charger-offline",
            "Is the wallbox switched on and its network cable in? Is Modbus TCP on in its installer's page, and is there no other Modbus master? Meanwhile it charges at its failsafe current."),
        ProblemKind.ChargerFault => (
            "charger-fault",
            "Look at the wallbox: its light and its own page say more. Unplug the car; if the fault stays, switch the wallbox off and on at its fuse, then call the electrician."),
        ProblemKind.ChargerDisobeys => (
            "charger-disobeys",
            "Switch off local load management and every other Modbus master (another home automation, an energy manager): there may be one master only."),
        ProblemKind.ChargerFrozen => (
            "charger-frozen",
            "The wallbox answers, and its values do not change. The service reconnects every 10 minutes; if that does not help, switch it off and on at its fuse. It is steered meanwhile, and its measurements count as unknown."),
        ProblemKind.ChargerFailsafe => (
            "charger-failsafe",
            "What the wallbox does without control is not what it should be. Set the failsafe current and timeout in its installer's page, or update its firmware. It is steered meanwhile; without control it may charge with up to 32 A."),
        ProblemKind.Overcurrent => (
            "overcurrent",
            "The car draws more than it is offered. Look at car and wallbox; after 30 s charging is stopped until you command a mode again."),
        ProblemKind.InverterMissing => (
            "inverter-missing",
            "Check what should deliver its readings: its push settings (address and port of this machine, user, password, upload file), or its address and whether Solar API or Modbus is on. Until data comes, no sun is assumed."),
        ProblemKind.InverterStale => (
            "inverter-stale",
            "The inverter has gone silent: check its network, and its push settings if it pushes. Until data comes again, no sun is assumed."),
        ProblemKind.InverterInvalid => (
            "inverter-invalid",
            "The inverter's figures are impossible: check inverter.ratedPower in the configuration and the inverter's own display. Meanwhile no sun is assumed."),
        ProblemKind.InverterContradicts => (
            "inverter-contradicts",
            "Two ways to the inverter report different powers. Does each see all inverters, and the same ones? Switch one of them off. Meanwhile the lower one counts."),
        ProblemKind.MeterStale => (
            "meter-stale",
            "Check the meter at the grid connection and what delivers its figures (inverter.solarApi, inverter.sunSpec). Until data comes, grid.meterFallback holds."),
    };
}
