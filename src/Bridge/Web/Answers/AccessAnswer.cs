namespace WallboxMqtt.Bridge.Web.Answers;

/// <summary>What a visitor may do.</summary>
/// <param name="Read">True where it may read.</param>
/// <param name="Change">True where it may change mode and limit.</param>
/// <param name="Login">How it may log in; null where it need not.</param>
internal sealed record AccessAnswer(bool Read, bool Change, string? Login);
