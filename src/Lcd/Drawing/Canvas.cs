namespace WallboxMqtt.Lcd.Drawing;

/// <summary>
/// A frame to draw on: RGB565, row after row from the top left. Whatever lies outside the edges is cut off.
/// Whole-numbered coordinates name pixels; in fractional ones pixel (x, y) is the square from (x, y) to (x + 1, y + 1).
/// Drawing allocates nothing. Not thread-safe.
/// </summary>
public sealed partial class Canvas
{
    private readonly ushort[] _pixels;

    /// <summary>A black canvas.</summary>
    /// <param name="width">Columns, 1 to 4096.</param>
    /// <param name="height">Rows, 1 to 4096.</param>
    public Canvas(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 4096);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, 4096);
        Width = width;
        Height = height;
        _pixels = new ushort[width * height];
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The frame as <see cref="IPanel.Show"/> takes it.</summary>
    public ReadOnlySpan<ushort> Pixels => _pixels;

    /// <summary>One pixel's colour.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It lies outside the canvas.</exception>
    public Colour this[int x, int y]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)x, (uint)Width, nameof(x));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
            return new Colour(_pixels[(y * Width) + x]);
        }
    }

    /// <summary>Paints the whole canvas.</summary>
    public void Fill(Colour colour) => Array.Fill(_pixels, colour.Rgb565);

    /// <summary>Paints a rectangle; nothing if a side is not positive.</summary>
    public void Rectangle(int left, int top, int width, int height, Colour colour)
    {
        var right = (int)Math.Min((long)left + width, Width);
        var bottom = (int)Math.Min((long)top + height, Height);
        left = Math.Max(left, 0);
        top = Math.Max(top, 0);
        if (left >= right)
            return;
        for (var y = top; y < bottom; y++)
            _pixels.AsSpan((y * Width) + left, right - left).Fill(colour.Rgb565);
    }

    /// <summary>A horizontal bar, filled from the left.</summary>
    /// <param name="left">First column.</param>
    /// <param name="top">First row.</param>
    /// <param name="width">Columns of the whole bar.</param>
    /// <param name="height">Rows.</param>
    /// <param name="fraction">How much of it is filled; cut to 0 to 1, NaN is 0. The last column is blended.</param>
    /// <param name="colour">The filled part.</param>
    /// <param name="track">The rest.</param>
    public void Bar(int left, int top, int width, int height, float fraction, Colour colour, Colour track)
    {
        var filled = fraction > 0 ? Math.Min(fraction, 1) * width : 0;
        var whole = (int)filled;
        Rectangle(left, top, width, height, track);
        Rectangle(left, top, whole, height, colour);
        if (whole < width)
            Rectangle(left + whole, top, 1, height, colour.Over(track, Coverage(filled - whole)));
    }

    /// <summary>How much of a pixel is covered, from 0 to 1 and cut to that, as <see cref="Colour.Over"/> takes it.</summary>
    private static int Coverage(float share) => (int)((Math.Clamp(share, 0f, 1f) * Colour.Opaque) + 0.5f);

    /// <summary>Lays a colour over one pixel of the canvas, which must lie inside.</summary>
    private void Blend(int x, int y, Colour colour, int coverage)
    {
        if (coverage <= 0)
            return;
        ref var pixel = ref _pixels[(y * Width) + x];
        pixel = coverage >= Colour.Opaque ? colour.Rgb565 : colour.Over(new Colour(pixel), coverage).Rgb565;
    }
}
