namespace WallboxMqtt.Bridge.Devices;

/// <summary>One register of a wallbox, as it was read.</summary>
/// <param name="Name">Its name in the vendor's table.</param>
/// <param name="Address">Its address.</param>
/// <param name="Words">Its bytes as they came, high byte first; empty if there are none.</param>
internal sealed record RegisterLine(string Name, ushort Address, ReadOnlyMemory<byte> Words)
{
    /// <summary>True if it may be written.</summary>
    public bool Writable { get; init; }

    /// <summary>True if the vendor's table calls it optional.</summary>
    public bool Optional { get; init; }

    /// <summary>True if its words are characters.</summary>
    public bool IsText { get; init; }

    /// <summary>The number in <see cref="Unit"/>; null if it is none.</summary>
    public double? Number { get; init; }

    /// <summary>Its words as one number; null if there are none or it is a text.</summary>
    public uint? Raw { get; init; }

    /// <summary>A text, the word of an enumeration, a date or a time; null if it is a number.</summary>
    public string? Text { get; init; }

    /// <summary>A, V, W, Wh, kWh, s; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>The value with its remark, for users; without the unit.</summary>
    public string? Shown { get; init; }

    /// <summary>What is to be said of the value, or why there is none.</summary>
    public string? Remark { get; init; }
}
