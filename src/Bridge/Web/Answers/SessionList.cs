namespace WallboxMqtt.Bridge.Web.Answers;

/// <summary>Sessions, the newest first.</summary>
/// <param name="Sessions">One each.</param>
internal sealed record SessionList(IReadOnlyList<SessionLine> Sessions);
