namespace WallboxMqtt.Bridge.Checks;

/// <summary>One step of one link that was tried.</summary>
/// <param name="Part">The link: <c>broker</c>, <c>charger garage</c>, <c>inverter ftp</c>.</param>
/// <param name="Step">The step: <c>DNS</c>, <c>TCP</c>, <c>login</c>.</param>
/// <param name="Passed">True if it works.</param>
/// <param name="Found">What was found, in one line. Never a secret.</param>
/// <param name="Advice">What to do; always there where it failed, and a hint or null if it works.</param>
internal sealed record CheckRow(string Part, string Step, bool Passed, string Found, string? Advice = null);
