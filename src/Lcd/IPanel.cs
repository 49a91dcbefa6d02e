namespace WallboxMqtt.Lcd;

/// <summary>A display that shows whole frames. Not thread-safe: one caller at a time. Disposing puts it to sleep.</summary>
public interface IPanel : IDisposable
{
    /// <summary>Visible columns, in the orientation it is mounted.</summary>
    int Width { get; }

    /// <summary>Visible rows, in the orientation it is mounted.</summary>
    int Height { get; }

    /// <summary>Shows a frame; returns when it is on the display.</summary>
    /// <param name="frame">RGB565, row after row from the top left: <see cref="Width"/> x <see cref="Height"/> values.</param>
    /// <exception cref="ArgumentException">The frame has another size.</exception>
    /// <exception cref="IOException">The display did not take it; the next call sends everything again.</exception>
    void Show(ReadOnlySpan<ushort> frame);

    /// <summary>Sets the backlight.</summary>
    /// <param name="brightness">0 to 1; a panel that can only be lit or dark is lit from one half on.</param>
    /// <exception cref="IOException">It did not take it.</exception>
    void SetBrightness(double brightness);
}
