namespace WallboxMqtt.Tests.Unit.Inverters.SunSpec;

/// <summary>Models' registers, written by hand: a header, and words at offsets from it.</summary>
internal static class Blocks
{
    /// <summary>A model's registers.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="length">Its length.</param>
    /// <param name="words">Pairs of offset and hexadecimal words: <c>14=15E0 0000</c>, separated by commas.</param>
    internal static byte[] Of(int id, int length, string words)
    {
        var block = new byte[(length + 2) * 2];
        Put(block, 0, $"{id:X4}{length:X4}");
        foreach (var pair in words.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Put(block, int.Parse(pair.Split('=')[0]), pair.Split('=')[1]);
        return block;
    }

    /// <summary>A map: the marker, these models, and <paramref name="end"/>.</summary>
    internal static byte[] Map(string end, params byte[][] models) => [0x53, 0x75, 0x6E, 0x53, .. models.SelectMany(model => model), .. Convert.FromHexString(end)];

    internal static byte[] Common(int length = 65, string manufacturer = "Fronius")
    {
        var block = Of(1, length, "18=5379 6D6F 2031 302E 302D 332D 4D00, 42=332E 3330, 50=3239 3330");
        System.Text.Encoding.ASCII.GetBytes(manufacturer, block.AsSpan(4));
        return block;
    }

    /// <summary>An integer inverter that works.</summary>
    internal static byte[] Inverter(short power = 5600, ushort state = 4, uint energy = 21_245_430) =>
        Of(103, 50, $"14={(ushort)power:X4} 0000, 24={energy:X8} 0000, 38={state:X4}");

    private static void Put(byte[] block, int offset, string words) =>
        Convert.FromHexString(words.Replace(" ", "", StringComparison.Ordinal)).CopyTo(block, offset * 2);
}
