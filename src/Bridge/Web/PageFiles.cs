namespace WallboxMqtt.Bridge.Web;

/// <summary>The page's files, embedded in the executable.</summary>
internal static class PageFiles
{
    /// <summary>Path, file and media type of each.</summary>
    internal static IReadOnlyList<(string Path, string File, string Type)> All { get; } =
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/page.css", "page.css", "text/css; charset=utf-8"),
        ("/icon.svg", "icon.svg", "image/svg+xml"),
        .. new[] { "page", "view", "chart", "dom", "format", "words" }.Select(name => ($"/{name}.js", $"{name}.js", "text/javascript; charset=utf-8")),
    ];

    /// <summary>Reads one.</summary>
    internal static byte[] Read(string file)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream("page/" + file)
            ?? throw new InvalidOperationException($"{file} is not embedded");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
