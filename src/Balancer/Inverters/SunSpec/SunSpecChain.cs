using System.Buffers.Binary;
using System.Collections.Immutable;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>
/// Walks a device's chain of models (SunSpec Device Information Model Specification V1.1, section 6.1): a marker, the common model,
/// and then ids and lengths up to the end. Only ever reads.
/// </summary>
public static class SunSpecChain
{
    private const uint Marker = 0x53756E53;
    private const ushort Common = 1;
    private const ushort End = 0xFFFF;

    /// <summary>More than any device has; the end of a chain that would not end.</summary>
    private const int MostModels = 64;

    private const byte IllegalFunction = 1;
    private const byte IllegalAddress = 2;
    private const byte IllegalValue = 3;

    /// <summary>Where the marker may be; Fronius' "40001" is 40000 on the wire.</summary>
    private static readonly ushort[] s_bases = [40000, 50000, 0];

    /// <summary>Finds the first of the models that are looked for.</summary>
    /// <param name="client">The device.</param>
    /// <param name="wanted">Those models.</param>
    /// <param name="timeout">How long each answer may take.</param>
    /// <param name="cancellation">Ends the walk.</param>
    /// <exception cref="SunSpecMapException">No map, a nonsensical one, or none of the models.</exception>
    /// <exception cref="ModbusException">No answer, or a refusal.</exception>
    public static async ValueTask<SunSpecMap> WalkAsync(
        ModbusClient client, ImmutableArray<SunSpecModel> wanted, TimeSpan timeout, CancellationToken cancellation)
    {
        var header = new byte[4];
        var address = await FindAsync(client, header, timeout, cancellation) + 2;
        SunSpecIdentity? identity = null;
        SunSpecMap? found = null;
        var seen = new List<ushort>();
        while (seen.Count < MostModels && await StepAsync(client, address, header, seen, timeout, cancellation))
        {
            var (id, length) = (Word(header, 0), Word(header, 1));
            if (id == 0 || length == 0 || address + 2 + length > ushort.MaxValue)
                throw new SunSpecMapException($"the chain of models makes no sense: model {id} of length {length} at {address}, after {Listed(seen)}");
            if (identity is null)
            {
                if (id != Common || length is not (65 or 66))
                    throw new SunSpecMapException($"the chain begins with model {id} of length {length}; allowed: model 1 of length 65 or 66");
                var common = new byte[SunSpecIdentity.Registers * 2];
                await client.ReadAsync(ModbusFunction.ReadHoldingRegisters, (ushort)(address + 2), common, timeout, cancellation);
                identity = SunSpecIdentity.Read(common);
            }
            else if (found is null && wanted.FirstOrDefault(model => model.Has(id)) is { } model)
            {
                if (length < model.Length)
                    throw new SunSpecMapException($"model {id} has length {length}; allowed: {model.Length} or more");
                found = new SunSpecMap(identity, id, length, model, (ushort)address);
            }

            seen.Add(id);
            address += 2 + length;
        }

        if (seen.Count == MostModels)
            throw new SunSpecMapException($"the chain of models does not end: {Listed(seen)}");
        return found ?? throw new SunSpecMapException(
            $"the map has no model {string.Join(" or ", wanted.Select(model => $"{model.First} to {model.Last}"))}; it has {Listed(seen)}");
    }

    private static async ValueTask<int> FindAsync(ModbusClient client, byte[] header, TimeSpan timeout, CancellationToken cancellation)
    {
        foreach (var start in s_bases)
        {
            try
            {
                await client.ReadAsync(ModbusFunction.ReadHoldingRegisters, start, header, timeout, cancellation);
                if (BinaryPrimitives.ReadUInt32BigEndian(header) == Marker)
                    return start;
            }
            catch (ModbusDeviceException refused) when (refused.Code is IllegalFunction or IllegalAddress or IllegalValue)
            {
                // There is nothing at this address.
            }
        }

        throw new SunSpecMapException($"no SunSpec map at {string.Join(", ", s_bases)}");
    }

    // False at the end of the chain. Some devices have no end mark: after their last model they refuse.
    private static async ValueTask<bool> StepAsync(
        ModbusClient client, int address, byte[] header, List<ushort> seen, TimeSpan timeout, CancellationToken cancellation)
    {
        if (address > ushort.MaxValue - 1)
            return false;
        try
        {
            await client.ReadAsync(ModbusFunction.ReadHoldingRegisters, (ushort)address, header, timeout, cancellation);
            return Word(header, 0) != End;
        }
        catch (ModbusDeviceException refused) when (refused.Code == IllegalAddress && seen.Count > 0)
        {
            return false;
        }
    }

    private static ushort Word(ReadOnlySpan<byte> header, int index) => BinaryPrimitives.ReadUInt16BigEndian(header[(index * 2)..]);

    private static string Listed(List<ushort> seen) =>
        seen.Count == 0 ? "nothing" : string.Join(", ", seen.Take(12)) + (seen.Count > 12 ? ", ..." : "");
}
