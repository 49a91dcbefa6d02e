using System.Text;
using WallboxMqtt.Bridge.Configuration.Sources;

namespace WallboxMqtt.Tests.Unit.Configuration;

/// <summary>Files in memory.</summary>
internal sealed class FakeFiles : IFileReader
{
    internal Dictionary<string, string> Contents { get; } = [];

    internal HashSet<string> Forbidden { get; } = [];

    public byte[]? Read(string path, int limit)
    {
        if (Forbidden.Contains(path))
            throw new UnauthorizedAccessException();
        return Contents.TryGetValue(path, out var text) ? Encoding.UTF8.GetBytes(text)[..Math.Min(Encoding.UTF8.GetByteCount(text), limit + 1)] : null;
    }
}
