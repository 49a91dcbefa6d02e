namespace WallboxMqtt.Lcd.Screens;

/// <summary>What the main screen shows. Powers are positive where they are drawn or produced; null is not known.</summary>
public sealed record MainView
{
    /// <summary>What the chargers may draw now, in W.</summary>
    public required double AllowanceWatts { get; init; }

    /// <summary>The contract with the grid operator, in W.</summary>
    public required double CapWatts { get; init; }

    /// <summary>What the sun delivers now, in W.</summary>
    public double? PvWatts { get; init; }

    /// <summary>What the chargers draw now, in W.</summary>
    public double? DrawnWatts { get; init; }

    /// <summary>The mode, human-readable; up to 13 characters are large, at most 18 are shown.</summary>
    public required string Mode { get; init; }

    /// <summary>The charger's state, human-readable; up to 8 characters are large, at most 11 are shown.</summary>
    public required string State { get; init; }

    /// <summary>Energy of this session, in kWh.</summary>
    public double? SessionKilowattHours { get; init; }

    /// <summary>The clock on the wall.</summary>
    public required TimeOnly Time { get; init; }

    /// <summary>Between whole numbers and tenths: a point or a comma.</summary>
    public char DecimalMark { get; init; } = '.';

    /// <summary>One line for whatever a person should know; empty if there is nothing. 17 characters fit beside a session's energy below 100 kWh, 26 without.</summary>
    public string Status { get; init; } = "";
}
