namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>The identity that a device reports (SunSpec model 1, common); null if it does not say.</summary>
/// <param name="Manufacturer"><c>Mn</c>.</param>
/// <param name="Model"><c>Md</c>.</param>
/// <param name="Version"><c>Vr</c>.</param>
/// <param name="Serial"><c>SN</c>.</param>
public sealed record SunSpecIdentity(string? Manufacturer, string? Model, string? Version, string? Serial)
{
    /// <summary>Registers that are read, after the model's header.</summary>
    internal const int Registers = 64;

    /// <summary>From the common model's registers after its header: Mn 16, Md 16, Opt 8, Vr 8, SN 16.</summary>
    public static SunSpecIdentity Read(ReadOnlySpan<byte> common) => new(
        SunSpecDecoder.Text(common[..32]),
        SunSpecDecoder.Text(common[32..64]),
        SunSpecDecoder.Text(common[80..96]),
        SunSpecDecoder.Text(common[96..128]));

    /// <summary>For the log.</summary>
    public override string ToString() =>
        $"{Manufacturer ?? "unknown manufacturer"} {Model ?? "of unknown model"}, serial {Serial ?? "unknown"}, version {Version ?? "unknown"}";
}
