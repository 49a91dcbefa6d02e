namespace WallboxMqtt.Bridge.Problems;

/// <summary>Something that a person should look at.</summary>
/// <param name="Part"><c>inverter</c>, <c>meter</c>, or the charger's id.</param>
/// <param name="Kind">What kind of thing is wrong.</param>
/// <param name="Text">What is wrong, in one line.</param>
internal sealed record Problem(string Part, ProblemKind Kind, string Text);
