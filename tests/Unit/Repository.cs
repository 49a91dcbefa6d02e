using System.Runtime.CompilerServices;

namespace WallboxMqtt.Tests.Unit;

/// <summary>Where the sources are.</summary>
internal static class Repository
{
    internal static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
