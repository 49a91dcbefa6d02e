namespace WallboxMqtt.Lcd.Drawing;

/// <summary>
/// Anti-aliased shapes. Each pixel near the shape gets its share by the distance of its centre from the edge:
/// half a pixel inside is full, half a pixel outside is none.
/// </summary>
public sealed partial class Canvas
{
    /// <summary>A line with round ends.</summary>
    /// <param name="fromX">Start, in fractional columns.</param>
    /// <param name="fromY">Start, in fractional rows.</param>
    /// <param name="toX">End, in fractional columns.</param>
    /// <param name="toY">End, in fractional rows.</param>
    /// <param name="thickness">In pixels.</param>
    /// <param name="colour">Its colour.</param>
    public void Line(float fromX, float fromY, float toX, float toY, float thickness, Colour colour)
    {
        var radius = thickness / 2;
        var (alongX, alongY) = (toX - fromX, toY - fromY);
        var lengthSquared = (alongX * alongX) + (alongY * alongY);
        var (left, right) = Cut(Math.Min(fromX, toX) - radius, Math.Max(fromX, toX) + radius, Width);
        var (top, bottom) = Cut(Math.Min(fromY, toY) - radius, Math.Max(fromY, toY) + radius, Height);
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                var (dx, dy) = (x + 0.5f - fromX, y + 0.5f - fromY);
                var along = lengthSquared > 0 ? Math.Clamp(((dx * alongX) + (dy * alongY)) / lengthSquared, 0f, 1f) : 0f;
                var distance = Length(dx - (along * alongX), dy - (along * alongY));
                Blend(x, y, colour, Coverage(radius + 0.5f - distance));
            }
        }
    }

    /// <summary>A filled circle.</summary>
    public void Disc(float centreX, float centreY, float radius, Colour colour) =>
        Arc(centreX, centreY, 0, radius, 0, 360, colour);

    /// <summary>A piece of a ring with straight ends.</summary>
    /// <param name="centreX">Centre, in fractional columns.</param>
    /// <param name="centreY">Centre, in fractional rows.</param>
    /// <param name="innerRadius">In pixels; 0 or less makes a sector.</param>
    /// <param name="outerRadius">In pixels.</param>
    /// <param name="start">Where it begins: degrees clockwise from twelve o'clock.</param>
    /// <param name="sweep">How far it goes on clockwise, in degrees; 0 or less (or NaN) is nothing, 360 or more the whole ring.</param>
    /// <param name="colour">Its colour.</param>
    public void Arc(float centreX, float centreY, float innerRadius, float outerRadius, float start, float sweep, Colour colour)
    {
        if (!(sweep > 0))
            return;
        var (startSin, startCos) = MathF.SinCos(float.DegreesToRadians(start));
        var (endSin, endCos) = MathF.SinCos(float.DegreesToRadians(start + sweep));
        var (left, right) = Cut(centreX - outerRadius, centreX + outerRadius, Width);
        var (top, bottom) = Cut(centreY - outerRadius, centreY + outerRadius, Height);
        var (nearest, farthest) = (Math.Max(innerRadius - 0.5f, 0), outerRadius + 0.5f);
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                var (dx, dy) = (x + 0.5f - centreX, y + 0.5f - centreY);
                var radius = Length(dx, dy);
                if (radius < nearest || radius > farthest)
                    continue;
                var share = Share(outerRadius - radius);
                if (innerRadius > 0)
                    share *= Share(radius - innerRadius);
                if (share > 0 && sweep < 360)
                {
                    // How far the centre lies beyond the start and before the end, measured across these two edges.
                    var afterStart = Share((dx * startCos) + (dy * startSin));
                    var beforeEnd = Share(-(dx * endCos) - (dy * endSin));
                    share *= sweep <= 180 ? Math.Max(afterStart + beforeEnd - 1, 0) : Math.Max(afterStart, beforeEnd);
                }

                Blend(x, y, colour, Coverage(share));
            }
        }
    }

    /// <summary>The pixels from the first to the one after the last that an extent touches, within the canvas.</summary>
    private static (int First, int End) Cut(float first, float last, int size) =>
        ((int)Math.Clamp(MathF.Floor(first - 0.5f), 0, size), (int)Math.Clamp(MathF.Ceiling(last + 0.5f), 0, size));

    private static float Share(float distanceInside) => Math.Clamp(distanceInside + 0.5f, 0f, 1f);

    private static float Length(float x, float y) => MathF.Sqrt((x * x) + (y * y));
}
