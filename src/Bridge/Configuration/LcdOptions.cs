using WallboxMqtt.Bridge.Display;

namespace WallboxMqtt.Bridge.Configuration;

/// <summary><c>lcd</c>.</summary>
/// <param name="Spi"><c>device: spi</c> with its wiring; null is <c>device: none</c>.</param>
/// <param name="Night">When it is dimmed; null for never.</param>
internal sealed record LcdOptions(LcdSpiOptions? Spi = null, NightOptions? Night = null);
