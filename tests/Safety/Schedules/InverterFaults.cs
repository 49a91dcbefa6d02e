namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>What an inverter may send that it should not.</summary>
internal static class InverterFaults
{
    internal static IEnumerable<Fault> All =>
        from kind in Enum.GetValues<UploadKind>()
        where kind != UploadKind.Sound
        select new Fault($"inverter: {kind}", stage => Send(stage, kind));

    private static Action Send(Stage stage, UploadKind kind)
    {
        stage.Inverter.Kind = kind;
        return () => stage.Inverter.Kind = UploadKind.Sound;
    }
}
