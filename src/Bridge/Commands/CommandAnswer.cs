namespace WallboxMqtt.Bridge.Commands;

/// <summary>The document of <c>command/result</c>.</summary>
/// <param name="Topic">Where the command came in.</param>
/// <param name="Payload">What was sent.</param>
/// <param name="Accepted">True where it is in force.</param>
/// <param name="Reason">What holds now, or why nothing was changed.</param>
/// <param name="Time">When it was executed.</param>
internal sealed record CommandAnswer(string Topic, string Payload, bool Accepted, string Reason, string Time);

