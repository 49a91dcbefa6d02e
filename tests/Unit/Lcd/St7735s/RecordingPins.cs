using System.Device.Gpio;

namespace WallboxMqtt.Tests.Unit.Lcd.St7735s;

internal sealed class RecordingPins(PanelRecorder recorder) : GpioDriver
{
    protected override int PinCount => 28;

    protected override void OpenPin(int pinNumber)
    {
    }

    protected override void ClosePin(int pinNumber)
    {
    }

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => mode == PinMode.Output;

    protected override PinMode GetPinMode(int pinNumber) => PinMode.Output;

    protected override void SetPinMode(int pinNumber, PinMode mode) => Assert.Equal(PinMode.Output, mode);

    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        SetPinMode(pinNumber, mode);
        recorder.OnPin(pinNumber, initialValue);
    }

    protected override PinValue Read(int pinNumber) => recorder.Level(pinNumber);

    protected override void Write(int pinNumber, PinValue value)
    {
        Assert.True(recorder.IsOpen(pinNumber), $"pin {pinNumber} is not open");
        recorder.OnPin(pinNumber, value);
    }

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        throw new NotSupportedException();

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) =>
        throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        recorder.PinsClosed = true;
        base.Dispose(disposing);
    }
}
