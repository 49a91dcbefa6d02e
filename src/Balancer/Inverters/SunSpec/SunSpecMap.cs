namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>What a walk along the chain of models has found.</summary>
/// <param name="Identity">Its identity.</param>
/// <param name="Id">The id of the model that is read.</param>
/// <param name="Length">Its length.</param>
/// <param name="Model">How to read it.</param>
/// <param name="Address">Where its header is on the wire.</param>
public sealed record SunSpecMap(SunSpecIdentity Identity, ushort Id, ushort Length, SunSpecModel Model, ushort Address);
