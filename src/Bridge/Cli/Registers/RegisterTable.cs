using System.Buffers.Binary;
using System.Globalization;
using WallboxMqtt.Balancer.Chargers.Evc04;

namespace WallboxMqtt.Bridge.Cli.Registers;

/// <summary>A charger's registers as a table for people.</summary>
internal static class RegisterTable
{
    private const int MostWords = 3;

    /// <summary>The title, and one line a register.</summary>
    internal static IEnumerable<string> Lines(RegisterListing listing)
    {
        string[] head = ["name", "address", "raw", "value", "unit"];
        return [$"charger {listing.Id}: {listing.Address}, unit {listing.Unit}", "", .. TextTable.Lines([head, .. listing.Answers.Select(Row)])];
    }

    private static string[] Row(RegisterAnswer answer)
    {
        var register = answer.Register;
        var address = register.Address.ToString(CultureInfo.InvariantCulture).PadLeft(4);
        return answer.Value is { } value
            ? [register.Name, address, Raw(answer), value.ToString(), value.Unit ?? ""]
            : [register.Name, address, "-", answer.Absence ?? ""];
    }

    // A text's words show which way the firmware writes it; three of them do.
    private static string Raw(RegisterAnswer answer)
    {
        if (answer.Register.Type != RegisterType.Text)
            return $"{Evc04Decoder.Number(answer.Words.Span)}";
        var words = Enumerable.Range(0, answer.Register.Count).Select(i => $"{BinaryPrimitives.ReadUInt16BigEndian(answer.Words.Span[(i * 2)..]):X4}");
        return string.Join(' ', words.Take(MostWords)) + " ...";
    }
}
