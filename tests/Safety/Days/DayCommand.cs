namespace WallboxMqtt.Tests.Safety.Days;

/// <summary>Lives the day with and without the meter guard, tells what they came to, and draws the guarded one.</summary>
internal static class DayCommand
{
    internal static int Run(string[] arguments, TextWriter output)
    {
        foreach (var guarded in new[] { false, true })
        {
            var day = new MeterDay();
            day.Live(6, 22, guarded);
            output.WriteLine($"{(guarded ? "with" : "without")} grid.meterLimit: {DayFigures.Of(day.Seconds)}");
            if (guarded && arguments is [var file, ..])
                File.WriteAllText(file, DayChart.Draw([.. day.Seconds.Where(second => second.At.TotalHours is >= 11 and < 15)]));
        }

        return 0;
    }
}
