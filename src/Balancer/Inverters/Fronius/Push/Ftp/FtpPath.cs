namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>Paths of an endpoint that has no directories: every directory exists, and names are compared without case.</summary>
internal static class FtpPath
{
    private const int MaximumLength = 256;

    /// <summary>The absolute form of what a client names, seen from its working directory; null if it is too long or cannot be printed.</summary>
    internal static string? Resolve(string workingDirectory, string named)
    {
        var joined = named.StartsWith('/') ? named : $"{workingDirectory}/{named}";
        if (joined.Length > MaximumLength || joined.Any(char.IsControl))
            return null;
        var segments = new List<string>();
        foreach (var segment in joined.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (segment == "..")
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            else if (segment != ".")
                segments.Add(segment);
        }

        return "/" + string.Join('/', segments);
    }

    /// <summary>
    /// True if <paramref name="path"/> is the configured one, or its end by whole segments: a client that takes its login
    /// directory for the configured one's beginning names only the rest of it.
    /// </summary>
    internal static bool IsTarget(string path, string configured) =>
        path.Length > 1 && Normal(configured).EndsWith(path, StringComparison.OrdinalIgnoreCase);

    /// <summary>The key of a name in the store.</summary>
    internal static string Key(string path) => path.ToUpperInvariant();

    private static string Normal(string configured) => Resolve("/", configured) ?? configured;
}
