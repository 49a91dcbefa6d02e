namespace WallboxMqtt.Balancer.Modbus;

/// <summary>What a gateway constantly does otherwise than Modbus TCP has it (docs/decisions/0011-gateway-manners.md).</summary>
internal readonly record struct GatewayManner
{
    /// <summary>How it numbers its answers.</summary>
    internal Numbering Numbers { get; init; }

    /// <summary>The unit in its answers where that is not the one asked.</summary>
    internal byte? Unit { get; init; }

    /// <summary>Two bytes of CRC end the protocol data unit, and the header's length counts them.</summary>
    internal bool CrcWithin { get; init; }

    /// <summary>Two bytes of CRC follow the frame, and the header's length does not count them.</summary>
    internal bool CrcBehind { get; init; }

    /// <summary>Each answer comes twice.</summary>
    internal bool Twice { get; init; }

    /// <summary>In words, for the log.</summary>
    public override string ToString() => string.Join(
        ", ",
        new[]
        {
            Numbers switch
            {
                Numbering.Constant => "its answers all have the same transaction number, so that an answer that does not come in time costs the connection",
                Numbering.Counting => "it counts transactions by itself, so that an answer that does not come in time costs the connection",
                Numbering.Ours or Numbering.Other => null,
            },
            Unit is { } unit ? $"it answers as unit {unit}" : null,
            CrcWithin ? "it leaves the CRC on its answers" : null,
            CrcBehind ? "it sends the CRC after its answers" : null,
            Twice ? "it sends each answer twice" : null,
        }.OfType<string>());
}
