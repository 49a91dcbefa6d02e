namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>One row of a model's table.</summary>
/// <param name="Name">SunSpec's name.</param>
/// <param name="Offset">First register, counted from the model's header (its id is 0, its length 1).</param>
/// <param name="Type">How it stands there.</param>
/// <param name="ScaleOffset">Where its scale factor is, the exponent of ten; null for none.</param>
/// <param name="Unit">SunSpec's unit; null for none.</param>
public sealed record SunSpecPoint(string Name, int Offset, SunSpecType Type, int? ScaleOffset, string? Unit)
{
    /// <summary>The first register after it and its scale factor.</summary>
    public int End => Math.Max(Offset + (Type is SunSpecType.Acc32 or SunSpecType.Float32 ? 2 : 1), (ScaleOffset ?? 0) + 1);
}
