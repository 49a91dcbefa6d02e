using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Bridge.Settings;

/// <summary>The grid's cap as written: one of the two.</summary>
/// <param name="Current">Amperes a phase.</param>
/// <param name="Power">Watts over all phases.</param>
internal sealed record CapValue(Amperes? Current, Watts? Power);
