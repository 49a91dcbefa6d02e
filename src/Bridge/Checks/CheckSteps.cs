using System.Collections.Immutable;

namespace WallboxMqtt.Bridge.Checks;

/// <summary>Collects the steps of one link as they are tried, so that a step that hangs does not cost those before it.</summary>
/// <param name="part">The link.</param>
internal sealed class CheckSteps(string part)
{
    private readonly Lock _gate = new();
    private ImmutableArray<CheckRow> _rows = [];

    /// <summary>The steps so far.</summary>
    internal ImmutableArray<CheckRow> Rows
    {
        get
        {
            lock (_gate)
                return _rows;
        }
    }

    /// <summary>A step works; <paramref name="hint"/> says what may still be done.</summary>
    internal void Passed(string step, string found, string? hint = null) => Add(new CheckRow(part, step, true, OneLine(found), hint));

    /// <summary>A step fails; <paramref name="advice"/> says what to do.</summary>
    internal void Failed(string step, string found, string advice) => Add(new CheckRow(part, step, false, OneLine(found), advice));

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").TrimEnd();

    private void Add(CheckRow row)
    {
        lock (_gate)
            _rows = _rows.Add(row);
    }
}
