namespace WallboxMqtt.Bridge.Settings;

/// <summary><c>lcd</c>.</summary>
/// <param name="Spi"><c>device: spi</c> with its wiring; null is <c>device: none</c>.</param>
/// <param name="Night">When it is dimmed; null for never.</param>
/// <param name="German">True if its words are German; otherwise they are English.</param>
internal sealed record LcdOptions(LcdSpiOptions? Spi = null, NightOptions? Night = null, bool German = false);
