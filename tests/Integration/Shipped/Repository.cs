using System.Runtime.CompilerServices;

namespace WallboxMqtt.Tests.Integration.Shipped;

/// <summary>The files as they are given to people.</summary>
internal static class Repository
{
    internal static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
