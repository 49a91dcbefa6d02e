namespace WallboxMqtt.Bridge.Configuration.Reading;

/// <summary>Reads one value.</summary>
/// <param name="text">As written.</param>
/// <param name="value">What it says, if it is allowed.</param>
/// <returns>Null if it is allowed; otherwise what is wrong, to follow the value in a sentence: <c>is out of range</c>.</returns>
internal delegate string? ValueReader<T>(string text, out T? value);
