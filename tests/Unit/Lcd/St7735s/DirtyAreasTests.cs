using CsCheck;
using WallboxMqtt.Lcd.St7735s;

namespace WallboxMqtt.Tests.Unit.Lcd.St7735s;

public sealed class DirtyAreasTests
{
    private const int Width = 8;
    private const int Height = 12;

    [Fact]
    public void DirtyAreas_EqualFrames_AreNone() => Assert.Empty(Find(new ushort[Width * Height], new ushort[Width * Height]));

    [Fact]
    public void DirtyAreas_OneChange_IsOnePixel() => Assert.Equal([new PixelArea(3, 4, 1, 1)], Find(4, 3));

    [Fact]
    public void DirtyAreas_RowsCloseTogether_AreOneArea() =>
        Assert.Equal([new PixelArea(1, 0, 6, 5)], Find(0, 1, 4, 6));

    [Fact]
    public void DirtyAreas_RowsFarApart_AreTwoAreas() =>
        Assert.Equal([new PixelArea(1, 0, 1, 1), new PixelArea(6, 5, 1, 1)], Find(0, 1, 5, 6));

    [Fact]
    public void DirtyAreas_Everything_IsOneArea()
    {
        var after = new ushort[Width * Height];
        Array.Fill(after, (ushort)1);
        Assert.Equal([new PixelArea(0, 0, Width, Height)], Find(new ushort[Width * Height], after));
    }

    [Fact]
    public void DirtyAreas_AnyTwoFrames_TurnTheFirstIntoTheSecond() =>
        Gen.Select(Gen.UShort[0, 1].Array[Width * Height], Gen.Int[0, Width * Height].Array[0, 6]).Sample((before, changes) =>
        {
            var after = before.ToArray();
            foreach (var change in changes.Where(change => change < after.Length))
                after[change] ^= 1;
            var panel = before.ToArray();
            foreach (var area in Find(before, after))
            {
                for (var y = area.Top; y < area.Top + area.Height; y++)
                    after.AsSpan((y * Width) + area.Left, area.Width).CopyTo(panel.AsSpan((y * Width) + area.Left));
            }

            return panel.AsSpan().SequenceEqual(after);
        });

    private static List<PixelArea> Find(params int[] rowsAndColumns)
    {
        var after = new ushort[Width * Height];
        for (var index = 0; index < rowsAndColumns.Length; index += 2)
            after[(rowsAndColumns[index] * Width) + rowsAndColumns[index + 1]] = 1;
        return Find(new ushort[Width * Height], after);
    }

    private static List<PixelArea> Find(ushort[] before, ushort[] after)
    {
        var areas = new List<PixelArea>();
        foreach (var area in new DirtyAreas(before, after, Width))
            areas.Add(area);
        return areas;
    }
}
