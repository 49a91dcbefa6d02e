namespace WallboxMqtt.Tests.Unit.Lcd.St7735s;

internal enum PanelEventKind
{
    Command = 0,
    Data = 1,
    Pin = 2,
}
