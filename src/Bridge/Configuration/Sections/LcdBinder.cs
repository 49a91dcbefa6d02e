using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>Reads <c>lcd</c>.</summary>
internal static class LcdBinder
{
    private const int HighestPin = 27;

    internal static LcdOptions Bind(SectionReader section)
    {
        var wired = section.Value(
            "device", section.Has("spi"), WordRules.OneOf("none, or spi with its wiring below lcd.spi", ("none", false), ("spi", true)));
        var spi = section.SectionOrNull("spi", byDefault: wired);
        if (!wired)
            return new LcdOptions();
        return new LcdOptions(spi is null ? new LcdSpiOptions() : Spi(spi));
    }

    private static LcdSpiOptions Spi(SectionReader section)
    {
        var defaults = new LcdSpiOptions();
        var pin = NumberRules.Whole(0, HighestPin);
        // The panel's memory is 132 x 162, its picture 128 x 160 on its side: so much is left to shift.
        var offset = section.Value("offset", (X: defaults.OffsetX, Y: defaults.OffsetY), NumberRules.Pair(2, 4));
        return new LcdSpiOptions
        {
            Bus = section.Value("bus", defaults.Bus, NumberRules.Whole(0, 6)),
            ChipSelect = section.Value("chipSelect", defaults.ChipSelect, NumberRules.Whole(0, 2)),
            DataCommand = section.Value("dc", defaults.DataCommand, pin),
            Reset = section.Value("reset", defaults.Reset, pin),
            Backlight = section.Value("backlight", defaults.Backlight, pin),
            ClockHz = section.Value("clock", defaults.ClockHz, QuantityRules.Clock(1, 32)),
            OffsetX = offset.X,
            OffsetY = offset.Y,
            Rotation = section.Value("rotation", defaults.Rotation, WordRules.OneOf("90, or 270 for upside down", ("90", 90), ("270", 270))),
        };
    }
}
