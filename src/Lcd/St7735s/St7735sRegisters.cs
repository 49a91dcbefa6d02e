namespace WallboxMqtt.Lcd.St7735s;

/// <summary>The settings that the panel needs after a reset.</summary>
internal static class St7735sRegisters
{
    /// <summary>IFPF of COLMOD (datasheet 10.1.29): 5 bits of red, 6 of green, 5 of blue.</summary>
    private const byte SixteenBitsPerPixel = 0x05;

    /// <summary>Sends all registers. The values for frame rate, voltages and gamma are those Waveshare publishes for this glass.</summary>
    public static void Send(St7735sBus bus, St7735sOptions options)
    {
        bus.Send(St7735sCommand.FrameRateNormal, [0x01, 0x2C, 0x2D]);
        bus.Send(St7735sCommand.FrameRateIdle, [0x01, 0x2C, 0x2D]);
        bus.Send(St7735sCommand.FrameRatePartial, [0x01, 0x2C, 0x2D, 0x01, 0x2C, 0x2D]);
        bus.Send(St7735sCommand.InversionControl, [0x07]);
        bus.Send(St7735sCommand.Power1, [0xA2, 0x02, 0x84]);
        bus.Send(St7735sCommand.Power2, [0xC5]);
        bus.Send(St7735sCommand.Power3, [0x0A, 0x00]);
        bus.Send(St7735sCommand.Power4, [0x8A, 0x2A]);
        bus.Send(St7735sCommand.Power5, [0x8A, 0xEE]);
        bus.Send(St7735sCommand.Vcom1, [0x0E]);
        bus.Send(St7735sCommand.GammaPositive, [0x0F, 0x1A, 0x0F, 0x18, 0x2F, 0x28, 0x20, 0x22, 0x1F, 0x1B, 0x23, 0x37, 0x00, 0x07, 0x02, 0x10]);
        bus.Send(St7735sCommand.GammaNegative, [0x0F, 0x1B, 0x0F, 0x17, 0x33, 0x2C, 0x29, 0x2E, 0x30, 0x30, 0x39, 0x3F, 0x00, 0x07, 0x03, 0x10]);
        bus.Send(St7735sCommand.PixelFormat, [SixteenBitsPerPixel]);
        bus.Send(St7735sCommand.MemoryAccessControl, [(byte)AccessOf(options)]);
        bus.Send(options.Inverted ? St7735sCommand.InversionOn : St7735sCommand.InversionOff);
        bus.Send(St7735sCommand.NormalMode);
    }

    private static MemoryAccess AccessOf(St7735sOptions options)
    {
        var access = options.Rotation switch
        {
            PanelRotation.Portrait => MemoryAccess.None,
            PanelRotation.Landscape => MemoryAccess.MirroredX | MemoryAccess.Exchanged,
            PanelRotation.PortraitFlipped => MemoryAccess.MirroredX | MemoryAccess.MirroredY,
            PanelRotation.LandscapeFlipped => MemoryAccess.MirroredY | MemoryAccess.Exchanged,
        };
        return options.BlueFirst ? access | MemoryAccess.BlueFirst : access;
    }
}
