using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Devices;

/// <summary><c>inverter.wind</c>.</summary>
internal sealed record WindOptions(Watts Power);
