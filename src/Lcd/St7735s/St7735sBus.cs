using System.Buffers.Binary;
using System.Device.Gpio;
using System.Device.Spi;

namespace WallboxMqtt.Lcd.St7735s;

/// <summary>
/// The four-wire serial interface (datasheet 9.4): bytes by SPI, and a pin that is low for commands and high for their parameters and pixels.
/// Each method throws <see cref="IOException"/> where the bus does not take it.
/// </summary>
/// <param name="spi">The bus; disposed with this.</param>
/// <param name="gpio">Holds the data/command pin, open as output before anything is sent.</param>
/// <param name="options">Which pin, and the offsets of the window.</param>
internal sealed class St7735sBus(SpiDevice spi, GpioController gpio, St7735sOptions options) : IDisposable
{
    /// <summary>What spidev's buffer holds in one transfer unless the kernel is configured otherwise (<c>spidev.bufsiz</c>), in bytes.</summary>
    private const int LargestTransfer = 4096;

    private readonly byte[] _transfer = new byte[LargestTransfer];

    /// <summary>Sends a command and its parameters.</summary>
    public void Send(St7735sCommand command, params ReadOnlySpan<byte> parameters)
    {
        gpio.Write(options.DataCommandPin, PinValue.Low);
        spi.Write([(byte)command]);
        if (parameters.IsEmpty)
            return;
        gpio.Write(options.DataCommandPin, PinValue.High);
        spi.Write(parameters);
    }

    /// <summary>Sends a part of a frame: its window, then its pixels, high byte first.</summary>
    /// <param name="frame">The whole frame.</param>
    /// <param name="width">Columns of the frame.</param>
    /// <param name="area">Which part, within the frame.</param>
    public void SendPixels(ReadOnlySpan<ushort> frame, int width, PixelArea area)
    {
        SendRange(St7735sCommand.ColumnAddressSet, options.OffsetX + area.Left, area.Width);
        SendRange(St7735sCommand.RowAddressSet, options.OffsetY + area.Top, area.Height);
        Send(St7735sCommand.MemoryWrite);
        gpio.Write(options.DataCommandPin, PinValue.High);
        var used = 0;
        for (var row = area.Top; row < area.Top + area.Height; row++)
        {
            foreach (var pixel in frame.Slice((row * width) + area.Left, area.Width))
            {
                BinaryPrimitives.WriteUInt16BigEndian(_transfer.AsSpan(used), pixel);
                used += sizeof(ushort);
                if (used < LargestTransfer)
                    continue;
                spi.Write(_transfer);
                used = 0;
            }
        }

        if (used > 0)
            spi.Write(_transfer.AsSpan(0, used));
    }

    /// <inheritdoc />
    public void Dispose() => spi.Dispose();

    private void SendRange(St7735sCommand command, int first, int count)
    {
        Span<byte> range = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(range, (ushort)first);
        BinaryPrimitives.WriteUInt16BigEndian(range[2..], (ushort)(first + count - 1));
        Send(command, range);
    }
}
