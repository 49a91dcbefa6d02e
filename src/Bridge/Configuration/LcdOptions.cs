namespace WallboxMqtt.Bridge.Configuration;

/// <summary><c>lcd</c>.</summary>
/// <param name="Spi"><c>device: spi</c> with its wiring; null is <c>device: none</c>.</param>
internal sealed record LcdOptions(LcdSpiOptions? Spi = null);
