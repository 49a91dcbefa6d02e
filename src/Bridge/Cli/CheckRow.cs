namespace WallboxMqtt.Bridge.Cli;

/// <summary>One link that was tried.</summary>
/// <param name="Name">Which.</param>
/// <param name="Passed">True where it works.</param>
/// <param name="Found">What was found.</param>
/// <param name="Remedy">What to do; null where it works.</param>
internal sealed record CheckRow(string Name, bool Passed, string Found, string? Remedy)
{
    public override string ToString()
    {
        var row = $"{Name,-20} {(Passed ? "ok    " : "FAILED")}  {Found}";
        return Remedy is null ? row : $"{row}{Environment.NewLine}{"",-20}         -> {Remedy}";
    }
}
