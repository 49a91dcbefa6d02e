namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>What an inverter may send that it should not.</summary>
internal static class InverterFaults
{
    internal static IEnumerable<Fault> All =>
    [
        .. from kind in Enum.GetValues<UploadKind>()
           where kind != UploadKind.Sound
           select new Fault($"inverter: {kind}", stage => Send(stage, kind)),
        new("inverter: flutters", stage => Flutter(stage, 0.02, 0.4)),
        new("inverter: flutters slowly", stage => Flutter(stage, 0.5, 5)),
    ];

    // Clouds in front of a quick source.
    private static Action Flutter(Stage stage, double least, double most) => stage.Repeat(() => stage.Between(least, most), () =>
    {
        stage.Inverter.Power = stage.Random.Next(4) * 3300;
        stage.Inverter.Upload();
    });

    private static Action Send(Stage stage, UploadKind kind)
    {
        (stage.Inverter.Kind, stage.Inverter.Chance) = (kind, stage.Random);
        return () => stage.Inverter.Kind = UploadKind.Sound;
    }
}
