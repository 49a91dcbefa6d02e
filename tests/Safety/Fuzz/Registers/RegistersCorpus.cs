namespace WallboxMqtt.Tests.Safety.Fuzz.Registers;

/// <summary>Courses of answers. See <see cref="AnswerScript"/> for what the bytes mean.</summary>
internal static class RegistersCorpus
{
    internal static IReadOnlyList<byte[]> Courses { get; } =
    [
        new byte[120],
        [.. Enumerable.Range(0, 200).Select(i => (byte)(i % 2 * (i % 7)))],
        [.. Enumerable.Repeat<byte[]>([2, 0, 230, 0, 10, 0], 40).SelectMany(answer => answer)],
        [.. Enumerable.Repeat<byte[]>([3, 0], 60).SelectMany(answer => answer)],
        [.. Enumerable.Repeat<byte[]>([0xFD, 0], 30).SelectMany(answer => answer), 0, 12, 2, 0, 12, 6, 0, 15, 0, 0, 15, 1],
        [.. new byte[30], .. Enumerable.Range(8, 12).SelectMany(change => (byte[])[0, (byte)change, 1, 0, 0, 0])],
        [.. Enumerable.Repeat<byte[]>([0, 12, 2], 40).SelectMany(answer => answer)],
        [.. new byte[60], 0, 14, 3, 0, 0, 0, 5, 255, 4, 2, 0, 16],
        [.. new byte[80], 0, 13, 0, 0, 0, 11, 8, 0, 0, 0, 9, 3],
    ];

    internal static IReadOnlyList<byte[]> Tokens { get; } =
    [
        [0, 0], [1, 0], [2, 0], [3, 0], [255, 0], [0, 8], [0, 9], [0, 10, 255], [0, 11], [0, 12, 1], [0, 12, 2], [0, 12, 6], [0, 13], [0, 14, 1], [0, 15, 0], [0, 15, 1], [0, 16, 2], [0, 17, 3],
        [0, 17, 0x84], [0, 18, 1], [0, 19, 0, 2], [0, 19, 0xFF, 0xFF], [2, 0xFF, 0xFF, 0xFF, 0xFF], [2, 0, 0, 1, 0x19], [2, 1, 0x2C], [2, 1, 0x2D], [2, 0x40, 0, 0x40, 0], [0, 8, 9, 0, 1, 0, 0, 0, 3, 255, 0x84, 2], new byte[10], new byte[40],
    ];
}
