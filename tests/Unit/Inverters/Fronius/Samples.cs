namespace WallboxMqtt.Tests.Unit.Inverters.Fronius;

/// <summary>Answers of real installations, where this machine has them.</summary>
internal static class Samples
{
    private const string Folder = "/work/shared/samples/fronius";

    internal static byte[] Read(string name)
    {
        var path = Path.Combine(Folder, name);
        Assert.SkipUnless(File.Exists(path), $"{path} is not on this machine");
        return File.ReadAllBytes(path);
    }
}
