using System.Buffers.Binary;
using System.Globalization;
using WallboxMqtt.Bridge.Devices;

namespace WallboxMqtt.Bridge.Cli.Registers;

/// <summary>A charger's registers as a table for users.</summary>
internal static class RegisterTable
{
    private const int MostWords = 3;

    /// <summary>The title, and one line a register.</summary>
    internal static IEnumerable<string> Lines(RegisterListing listing)
    {
        string[] head = ["name", "address", "raw", "value", "unit"];
        return [$"charger {listing.Id}: {listing.Address}, unit {listing.Unit}", "", .. TextTable.Lines([head, .. listing.Registers.Select(Row)])];
    }

    private static string[] Row(RegisterLine register)
    {
        var address = register.Address.ToString(CultureInfo.InvariantCulture).PadLeft(4);
        return register.Shown is { } value
            ? [register.Name, address, Raw(register), value, register.Unit ?? ""]
            : [register.Name, address, "-", register.Remark ?? ""];
    }

    // A text's words show which way the firmware writes it; three of them do.
    private static string Raw(RegisterLine register)
    {
        if (register.Raw is { } number)
            return $"{number}";
        var words = Enumerable.Range(0, register.Words.Length / 2).Select(i => $"{BinaryPrimitives.ReadUInt16BigEndian(register.Words.Span[(i * 2)..]):X4}");
        return string.Join(' ', words.Take(MostWords)) + " ...";
    }
}
