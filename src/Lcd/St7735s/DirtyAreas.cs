namespace WallboxMqtt.Lcd.St7735s;

/// <summary>
/// Where two frames differ: a rectangle for each run of changed rows, from the leftmost to the rightmost change in it. Runs with
/// few rows between them are one, since a window costs more than some rows. For foreach; allocates nothing.
/// </summary>
/// <param name="before">The frame on the panel.</param>
/// <param name="after">The frame to show; as long as <paramref name="before"/>.</param>
/// <param name="width">Columns of both.</param>
internal ref struct DirtyAreas(ReadOnlySpan<ushort> before, ReadOnlySpan<ushort> after, int width)
{
    /// <summary>Unchanged rows that still join two runs.</summary>
    private const int JoinedRows = 3;

    private readonly ReadOnlySpan<ushort> _before = before;
    private readonly ReadOnlySpan<ushort> _after = after;
    private int _row;

    /// <summary>The area found last.</summary>
    public PixelArea Current { get; private set; }

    /// <summary>This.</summary>
    public readonly DirtyAreas GetEnumerator() => this;

    /// <summary>Finds the next area, from the top; false if there is none.</summary>
    public bool MoveNext()
    {
        var height = _after.Length / width;
        var (left, right, top, bottom) = (width, 0, -1, -1);
        for (; _row < height && (top < 0 || _row <= bottom + JoinedRows); _row++)
        {
            var old = _before.Slice(_row * width, width);
            var present = _after.Slice(_row * width, width);
            var first = old.CommonPrefixLength(present);
            if (first == width)
                continue;
            var end = width;
            while (old[end - 1] == present[end - 1])
                end--;
            left = Math.Min(left, first);
            right = Math.Max(right, end);
            top = top < 0 ? _row : top;
            bottom = _row + 1;
        }

        if (top < 0)
            return false;
        Current = new PixelArea(left, top, right - left, bottom - top);
        return true;
    }
}
