namespace WallboxMqtt.Lcd.St7735s;

/// <summary>
/// The commands this driver sends. Codes and parameters are those of Sitronix' ST7735S datasheet V1.1 (2011-11), chapters 10.1 (system)
/// and 10.2 (panel); the section numbers given are those of the freely readable ST7735 datasheet V1.7 (2009-12), whose commands are the same.
/// </summary>
internal enum St7735sCommand : byte
{
    /// <summary>SWRESET, 10.1.2: all registers to their defaults. 120 ms until the next command.</summary>
    SoftwareReset = 0x01,

    /// <summary>SLPIN, 10.1.10: converter, oscillator and scanning off; the frame memory is kept.</summary>
    SleepIn = 0x10,

    /// <summary>SLPOUT, 10.1.11: everything on again. 120 ms until the voltages are stable.</summary>
    SleepOut = 0x11,

    /// <summary>NORON, 10.1.13: the whole panel is driven, not a part of it.</summary>
    NormalMode = 0x13,

    /// <summary>INVOFF, 10.1.14: a bit of 1 is light.</summary>
    InversionOff = 0x20,

    /// <summary>INVON, 10.1.15: a bit of 1 is dark.</summary>
    InversionOn = 0x21,

    /// <summary>DISPOFF, 10.1.17: blank, whatever the frame memory holds.</summary>
    DisplayOff = 0x28,

    /// <summary>DISPON, 10.1.18: show the frame memory.</summary>
    DisplayOn = 0x29,

    /// <summary>CASET, 10.1.19: first and last column of the window, 16 bits each.</summary>
    ColumnAddressSet = 0x2A,

    /// <summary>RASET, 10.1.20: first and last row of the window, 16 bits each.</summary>
    RowAddressSet = 0x2B,

    /// <summary>RAMWR, 10.1.21: the pixels of the window follow, row by row.</summary>
    MemoryWrite = 0x2C,

    /// <summary>MADCTL, 10.1.26: see <see cref="MemoryAccess"/>.</summary>
    MemoryAccessControl = 0x36,

    /// <summary>COLMOD, 10.1.29: bits a pixel.</summary>
    PixelFormat = 0x3A,

    /// <summary>FRMCTR1, 10.2.1: line period, front and back porch in normal mode.</summary>
    FrameRateNormal = 0xB1,

    /// <summary>FRMCTR2, 10.2.2: the same in idle mode.</summary>
    FrameRateIdle = 0xB2,

    /// <summary>FRMCTR3, 10.2.3: the same in partial mode, for line and for frame inversion.</summary>
    FrameRatePartial = 0xB3,

    /// <summary>INVCTR, 10.2.4: whether the drive voltage alternates by line or by frame.</summary>
    InversionControl = 0xB4,

    /// <summary>PWCTR1, 10.2.6: AVDD, GVDD, GVCL.</summary>
    Power1 = 0xC0,

    /// <summary>PWCTR2, 10.2.7: VGH and VGL.</summary>
    Power2 = 0xC1,

    /// <summary>PWCTR3, 10.2.8: amplifier current and step-up frequency in normal mode.</summary>
    Power3 = 0xC2,

    /// <summary>PWCTR4, 10.2.9: the same in idle mode.</summary>
    Power4 = 0xC3,

    /// <summary>PWCTR5, 10.2.10: the same in partial mode.</summary>
    Power5 = 0xC4,

    /// <summary>VMCTR1, 10.2.11: VCOM.</summary>
    Vcom1 = 0xC5,

    /// <summary>GMCTRP1, 10.2.19: gamma curve of positive polarity, 16 values.</summary>
    GammaPositive = 0xE0,

    /// <summary>GMCTRN1, 10.2.20: gamma curve of negative polarity, 16 values.</summary>
    GammaNegative = 0xE1,
}
