using System.Runtime.InteropServices;

namespace WallboxMqtt.Lcd.St7735s;

/// <summary>A rectangle of pixels.</summary>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PixelArea(int Left, int Top, int Width, int Height);
