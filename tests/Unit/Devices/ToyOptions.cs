namespace WallboxMqtt.Tests.Unit.Devices;

/// <summary>What a toy has in <c>chargers[n]</c>.</summary>
internal sealed record ToyOptions(string Colour);
