namespace WallboxMqtt.Balancer.Modbus;

/// <summary>What a serial line's speed means in time.</summary>
/// <param name="Baud">Bits a second.</param>
/// <param name="CharacterBits">Start, eight data, parity and stop bits: 10 to 12.</param>
public sealed record RtuTiming(int Baud, int CharacterBits)
{
    // Modbus over Serial Line V1.02, section 2.5.1.1: characters of 11 bits; a fixed time above 19200 baud.
    private const double Characters = 3.5;
    private const double BitsOfSilence = 11;
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1.75);

    /// <summary>Of a line whose settings are not known: 9600 8N1.</summary>
    public static RtuTiming Usual { get; } = new(9600, 10);

    /// <summary>What must pass between two frames.</summary>
    public TimeSpan Silence => Baud > 19_200 ? s_shortest : TimeSpan.FromSeconds(Characters * BitsOfSilence / Baud);

    /// <summary>How long some bytes are on the line.</summary>
    public TimeSpan Wire(int bytes) => TimeSpan.FromSeconds((double)bytes * CharacterBits / Baud);
}
