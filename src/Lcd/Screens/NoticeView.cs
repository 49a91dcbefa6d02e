namespace WallboxMqtt.Lcd.Screens;

/// <summary>What a notice screen says.</summary>
/// <param name="Kind">Its colour and sign.</param>
/// <param name="Title">What is the matter; up to 10 characters are large, at most 16 are shown.</param>
/// <param name="Text">What it means and what to do; 19 characters a line, five lines.</param>
/// <param name="Foot">One line below; 20 characters.</param>
/// <param name="Time">The clock on the wall.</param>
public sealed record NoticeView(NoticeKind Kind, string Title, string Text, string Foot, TimeOnly Time);
