namespace WallboxMqtt.Bridge.Settings;

/// <summary><c>lcd.night</c>: when the display is dimmed.</summary>
/// <param name="From">From this time on.</param>
/// <param name="To">Until this one; earlier than <paramref name="From"/> it is one of the next day.</param>
/// <param name="Brightness">How bright it is then, 0 to 1.</param>
internal sealed record NightOptions(TimeOnly From, TimeOnly To, double Brightness)
{
    /// <summary>How bright it is at a time of day.</summary>
    internal double At(TimeOnly time) => time.IsBetween(From, To) ? Brightness : 1;
}
