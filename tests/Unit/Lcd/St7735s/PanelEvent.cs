namespace WallboxMqtt.Tests.Unit.Lcd.St7735s;

internal sealed record PanelEvent(TimeSpan At, PanelEventKind Kind, byte[] Bytes, string Text);
