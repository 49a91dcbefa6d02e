using System.Device.Gpio;
using WallboxMqtt.Lcd.St7735s;

namespace WallboxMqtt.Tests.Unit.Lcd.St7735s;

/// <summary>Stands for the module at the other end of the wires: writes down what arrives, in order and with its time.</summary>
internal sealed class PanelRecorder(St7735sOptions options, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<int, PinValue> _pins = [];

    public List<PanelEvent> Events { get; } = [];

    public int LargestTransfer { get; private set; }

    public bool SpiClosed { get; set; }

    public bool PinsClosed { get; set; }

    public bool Unplugged { get; set; }

    public bool IsOpen(int pin) => _pins.ContainsKey(pin);

    public PinValue Level(int pin) => _pins[pin];

    /// <summary>All since the last call as lines: "01", "2A: 00 01 00 A0", "reset 0", "backlight 1". Data after RAMWR is only counted: "2C: 40960 bytes".</summary>
    public string[] TakeLines()
    {
        var lines = new List<string>();
        foreach (var happened in Events)
        {
            if (happened.Kind != PanelEventKind.Data)
                lines.Add(happened.Text);
            else
                lines[^1] += (lines[^1].Contains(':', StringComparison.Ordinal) ? " " : ": ") + happened.Text;
        }

        for (var index = 0; index < lines.Count; index++)
        {
            if (lines[index].StartsWith("2C: ", StringComparison.Ordinal))
                lines[index] = $"2C: {lines[index][4..].Split(' ').Length} bytes";
        }

        Events.Clear();
        return [.. lines];
    }

    /// <summary>All pixel bytes so far.</summary>
    public byte[] PixelBytes()
    {
        var bytes = new List<byte>();
        var writing = false;
        foreach (var happened in Events)
        {
            if (happened.Kind == PanelEventKind.Command)
                writing = happened.Bytes[0] == 0x2C;
            else if (happened.Kind == PanelEventKind.Data && writing)
                bytes.AddRange(happened.Bytes);
        }

        return [.. bytes];
    }

    public void OnPin(int pin, PinValue value)
    {
        _pins[pin] = value;
        if (pin == options.ResetPin || pin == options.BacklightPin)
            Add(PanelEventKind.Pin, [], $"{(pin == options.ResetPin ? "reset" : "backlight")} {(value == PinValue.High ? 1 : 0)}");
    }

    public void OnBytes(ReadOnlySpan<byte> bytes)
    {
        if (Unplugged)
            throw new IOException("unplugged");
        LargestTransfer = Math.Max(LargestTransfer, bytes.Length);
        var kind = _pins[options.DataCommandPin] == PinValue.High ? PanelEventKind.Data : PanelEventKind.Command;
        Add(kind, bytes.ToArray(), BitConverter.ToString(bytes.ToArray()).Replace('-', ' '));
    }

    private void Add(PanelEventKind kind, byte[] bytes, string text) =>
        Events.Add(new PanelEvent(time.GetElapsedTime(_start), kind, bytes, text));
}
