namespace WallboxMqtt.Bridge.Web.Answers;

/// <summary>One charging session.</summary>
/// <param name="Charger">Its id.</param>
/// <param name="Start">ISO 8601.</param>
/// <param name="End">ISO 8601; null while it runs.</param>
/// <param name="Energy">kWh.</param>
/// <param name="PvShare">Share of the sun, 0 to 1.</param>
/// <param name="MaxPower">W.</param>
internal sealed record SessionLine(string Charger, string Start, string? End, double Energy, double PvShare, double MaxPower);
