using System.Text;

namespace WallboxMqtt.Tests.Safety.Fuzz;

/// <summary>One input that broke something.</summary>
/// <param name="Index">With the seed it gives the input again; -1 where the whole run is at fault.</param>
/// <param name="Message">What broke.</param>
/// <param name="Input">The input.</param>
internal sealed record FuzzFinding(long Index, string Message, byte[] Input)
{
    private const int Shown = 600;

    public override string ToString()
    {
        var message = Message.ReplaceLineEndings(" ");
        var text = new StringBuilder($"--only {Index}: {message[..Math.Min(message.Length, Shown)]} ({Input.Length} bytes)\n    \"");
        foreach (var b in Input.AsSpan(0, Math.Min(Input.Length, Shown)))
            text.Append(b is >= 0x20 and < 0x7F and not ((byte)'\\' or (byte)'"') ? ((char)b).ToString() : $"\\x{b:X2}");
        return text.Append(Input.Length > Shown ? "...\"" : "\"").ToString();
    }
}
