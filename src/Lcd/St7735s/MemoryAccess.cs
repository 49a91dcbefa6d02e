namespace WallboxMqtt.Lcd.St7735s;

/// <summary>Bits of MADCTL (datasheet 10.1.26): how the frame memory is walked and how colours lie on the glass.</summary>
[Flags]
internal enum MemoryAccess : byte
{
    /// <summary>Portrait, red first.</summary>
    None = 0,

    /// <summary>RGB: the glass has its filters in the order blue, green, red.</summary>
    BlueFirst = 0x08,

    /// <summary>MV: rows and columns are exchanged.</summary>
    Exchanged = 0x20,

    /// <summary>MX: columns from right to left.</summary>
    MirroredX = 0x40,

    /// <summary>MY: rows from bottom to top.</summary>
    MirroredY = 0x80,
}
