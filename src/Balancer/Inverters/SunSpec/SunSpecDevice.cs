using System.Buffers.Binary;
using System.Collections.Immutable;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>One unit on one connection: finds its model once, then reads that in one request. Never writes.</summary>
/// <param name="client">Its client on the connection, which it shares with the other units: its creator closes it.</param>
/// <param name="unit">Modbus unit.</param>
/// <param name="wanted">The models that are looked for.</param>
internal sealed class SunSpecDevice(ModbusClient client, byte unit, ImmutableArray<SunSpecModel> wanted)
{
    private const byte IllegalAddress = 2;

    private byte[] _block = [];

    /// <summary>How long an answer may take; behind a Datamanager inverters answer one after the other.</summary>
    internal static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Modbus unit.</summary>
    internal byte Unit => unit;

    /// <summary>What was found; null before the first walk, and when the map has changed since.</summary>
    internal SunSpecMap? Map { get; private set; }

    /// <summary>Reads the model, header included; walks the chain first if that is needed. The bytes are good until the next call.</summary>
    /// <exception cref="SunSpecMapException">No map, or another one than before.</exception>
    /// <exception cref="ModbusException">No answer, or a refusal.</exception>
    internal async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellation)
    {
        if (Map is null)
        {
            Map = await SunSpecChain.WalkAsync(client, wanted, Timeout, cancellation);
            _block = new byte[Map.Model.Registers * 2];
        }

        try
        {
            await client.ReadAsync(ModbusFunction.ReadHoldingRegisters, Map.Address, _block, Timeout, cancellation);
        }
        catch (ModbusDeviceException refused) when (refused.Code == IllegalAddress)
        {
            Map = null;
            throw;
        }

        if (BinaryPrimitives.ReadUInt16BigEndian(_block) == Map.Id && BinaryPrimitives.ReadUInt16BigEndian(_block.AsSpan(2)) == Map.Length)
            return _block;
        var gone = Map;
        Map = null;
        throw new SunSpecMapException($"model {gone.Id} is no longer at {gone.Address}");
    }
}
