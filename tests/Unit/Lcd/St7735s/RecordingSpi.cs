using System.Device.Spi;

namespace WallboxMqtt.Tests.Unit.Lcd.St7735s;

internal sealed class RecordingSpi(PanelRecorder recorder) : SpiDevice
{
    public override SpiConnectionSettings ConnectionSettings { get; } = new(0, 0);

    public override void Write(ReadOnlySpan<byte> buffer) => recorder.OnBytes(buffer);

    public override void Read(Span<byte> buffer) => throw new NotSupportedException("the module has no output");

    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) =>
        throw new NotSupportedException("the module has no output");

    protected override void Dispose(bool disposing)
    {
        recorder.SpiClosed = true;
        base.Dispose(disposing);
    }
}
