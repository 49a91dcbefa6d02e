using System.Buffers.Binary;
using System.Text.Json;
using WallboxMqtt.Bridge.Devices;

namespace WallboxMqtt.Bridge.Cli.Registers;

/// <summary>The chargers' registers as JSON: an array of chargers, each with an array of registers.</summary>
internal static class RegisterJson
{
    /// <summary>The document.</summary>
    internal static string Write(IEnumerable<RegisterListing> listings) => JsonOutput.Write(json =>
    {
        json.WriteStartArray();
        foreach (var listing in listings)
            Write(json, listing);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, RegisterListing listing)
    {
        json.WriteStartObject();
        json.WriteString("charger", listing.Id);
        json.WriteString("url", listing.Address);
        json.WriteNumber("unit", listing.Unit);
        json.WriteString("fault", listing.Fault);
        json.WriteStartArray("registers");
        foreach (var register in listing.Registers)
            Write(json, register);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RegisterLine register)
    {
        json.WriteStartObject();
        json.WriteString("name", register.Name);
        json.WriteNumber("address", register.Address);
        json.WriteString("access", register.Writable ? "R/W" : "R");
        json.WriteBoolean("optional", register.Optional);
        json.WritePropertyName("raw");
        WriteRaw(json, register.Words.Span);
        json.WritePropertyName("value");
        if (register.Number is { } number)
            json.WriteNumberValue(number);
        else
            json.WriteStringValue(register.Text);
        json.WriteString("unit", register.Unit);
        json.WriteString("remark", register.Remark);
        json.WriteEndObject();
    }

    // The words as they came: one line each would be long.
    private static void WriteRaw(Utf8JsonWriter json, ReadOnlySpan<byte> words)
    {
        if (words.IsEmpty)
        {
            json.WriteNullValue();
            return;
        }

        var list = new List<ushort>();
        for (var i = 0; i < words.Length; i += 2)
            list.Add(BinaryPrimitives.ReadUInt16BigEndian(words[i..]));
        json.WriteRawValue($"[{string.Join(", ", list)}]");
    }
}
