namespace WallboxMqtt.Bridge.Web.Live;

/// <summary>A connection as the page lists it.</summary>
/// <param name="Part">What kind: the page has a name for it, and advice where it is down.</param>
/// <param name="Id">Which of them.</param>
/// <param name="Ok">True while it stands.</param>
/// <param name="Status">One of the page's <c>status</c> words.</param>
internal sealed record PageLink(string Part, string Id, bool Ok, string Status)
{
    /// <summary>What it calls itself; null if the page's name for its kind will do.</summary>
    public string? Name { get; init; }

    /// <summary>Since when it is as it is; null if its age says more.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The age of its last data; null for none.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>What is wrong, in one line; null for nothing.</summary>
    public string? Detail { get; init; }
}
