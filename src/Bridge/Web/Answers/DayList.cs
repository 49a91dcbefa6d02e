namespace WallboxMqtt.Bridge.Web.Answers;

/// <summary>Days, as the history has them.</summary>
/// <param name="Days">One each.</param>
internal sealed record DayList(IReadOnlyList<DayLine> Days);
