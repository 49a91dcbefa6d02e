using System.Device.Pwm;
using System.Globalization;

namespace WallboxMqtt.Tests.Unit.Lcd.St7735s;

internal sealed class RecordingPwm : PwmChannel
{
    private double _duty;

    internal List<string> Said { get; } = [];

    public override int Frequency { get; set; }

    public override double DutyCycle
    {
        get => _duty;
        set
        {
            _duty = value;
            Said.Add(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    public override void Start() => Said.Add("start");

    public override void Stop() => Said.Add("stop");

    protected override void Dispose(bool disposing)
    {
        Said.Add("closed");
        base.Dispose(disposing);
    }
}
