using System.Globalization;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Settings;

/// <summary>Reads <c>lcd</c>: <c>device: none</c> wins, otherwise an <c>spi</c> section or <c>device: spi</c> means a panel.</summary>
internal static class LcdBinder
{
    private const int HighestPin = 27;
    private const int MemoryLongSide = 162;
    private const int MemoryShortSide = 132;

    private static readonly ValueRule<bool> s_device = WordRules.OneOf("none or spi", ("none", false), ("spi", true));
    private static readonly ValueRule<int> s_bus = NumberRules.Whole(0, 6);
    private static readonly ValueRule<int> s_chipSelect = NumberRules.Whole(0, 2);
    private static readonly ValueRule<int> s_pin = NumberRules.Whole(0, HighestPin);
    private static readonly ValueRule<int> s_clock = QuantityRules.Clock(1, 32);
    private static readonly ValueRule<int> s_rotation = WordRules.OneOf("90 or 270", ("90", 90), ("270", 270));

    private static readonly ValueRule<bool> s_german = WordRules.OneOf("en or de", ("en", false), ("de", true));

    private static readonly ValueRule<bool> s_order = WordRules.OneOf("rgb or bgr", ("rgb", false), ("bgr", true));
    private static readonly ValueRule<TimeOnly> s_clockTime = new(
        "a time such as 22:00",
        (text, out time) => TimeOnly.TryParseExact(text.Trim(), "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time) ? null : "is not a time");

    private static readonly ValueRule<double> s_percent = new("0 % to 100 %", (text, out share) =>
    {
        var number = double.TryParse(text.Trim().TrimEnd('%'), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent);
        share = percent / 100;
        return number && share is >= 0 and <= 1 ? null : "is not a share";
    });

    /// <summary>The panel's options; without a panel where <paramref name="lcd"/> is null.</summary>
    internal static LcdOptions Bind(SectionReader? lcd)
    {
        if (lcd is null)
            return new LcdOptions();
        var saysDevice = lcd.Has("device");
        var wanted = saysDevice && lcd.Value("device", false, s_device);
        var section = lcd.SectionOrNull("spi", byDefault: wanted);
        var spi = section is not null ? BindSpi(section) : wanted ? new LcdSpiOptions() : null;
        var night = lcd.SectionOrNull("night", byDefault: false);
        return new LcdOptions(saysDevice && !wanted ? null : spi, night is null ? null : BindNight(night), lcd.Value("language", false, s_german));
    }

    private static NightOptions BindNight(SectionReader night)
    {
        var options = new NightOptions(
            night.Value("from", new TimeOnly(22, 0), s_clockTime), night.Value("to", new TimeOnly(6, 0), s_clockTime), night.Value("brightness", 0.2, s_percent));
        if (options.From == options.To)
            night.Refuse("from and to are the same", "two times");
        return options;
    }

    private static LcdSpiOptions BindSpi(SectionReader spi)
    {
        var defaults = new LcdSpiOptions();
        var offset = NumberRules.Pair(MemoryLongSide - 160, MemoryShortSide - 128);
        var (x, y) = spi.Value("offset", (defaults.OffsetX, defaults.OffsetY), offset);
        var options = new LcdSpiOptions
        {
            Bus = spi.Value("bus", defaults.Bus, s_bus),
            ChipSelect = spi.Value("chipSelect", defaults.ChipSelect, s_chipSelect),
            DataCommand = spi.Value("dc", defaults.DataCommand, s_pin),
            Reset = spi.Value("reset", defaults.Reset, s_pin),
            Backlight = spi.Value("backlight", defaults.Backlight, s_pin),
            ClockHz = spi.Value("clock", defaults.ClockHz, s_clock),
            OffsetX = x,
            OffsetY = y,
            Rotation = spi.Value("rotation", defaults.Rotation, s_rotation),
            BlueFirst = spi.Value("colourOrder", defaults.BlueFirst, s_order),
            Inverted = spi.Value("inverted", defaults.Inverted, WordRules.Boolean),
            BacklightPwm = spi.Value("backlightPwm", defaults.BacklightPwm, WordRules.Boolean),
        };
        int[] pins = [options.DataCommand, options.Reset, options.Backlight];
        if (pins.Distinct().Count() < pins.Length && spi.IsSound("dc") && spi.IsSound("reset") && spi.IsSound("backlight"))
            spi.Refuse($"dc, reset and backlight are on pins {string.Join(", ", pins)}", "a pin of its own for each");
        return options;
    }
}
