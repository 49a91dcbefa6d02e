using System.Text;
using WallboxMqtt.Bridge.Configuration.Sources;

namespace WallboxMqtt.Tests.Unit.Configuration;

/// <summary>Files in memory.</summary>
internal sealed class FakeFiles : IFileReader
{
    private readonly Dictionary<string, byte[]> _files = [];

    /// <summary>Files that exist and must not be read.</summary>
    internal HashSet<string> Forbidden { get; } = [];

    internal FakeFiles With(string path, string content) => With(path, Encoding.UTF8.GetBytes(content));

    internal FakeFiles With(string path, byte[] content)
    {
        _files[path] = content;
        return this;
    }

    public byte[]? Read(string path, int limit)
    {
        if (Forbidden.Contains(path))
            throw new UnauthorizedAccessException("denied");
        return _files.TryGetValue(path, out var content) ? content[..Math.Min(content.Length, limit + 1)] : null;
    }
}
