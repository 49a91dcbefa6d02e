using System.Text.Json;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>One more key of an entity's discovery, either a text or a number.</summary>
/// <param name="Name">The key, as Home Assistant spells it.</param>
/// <param name="Text">Its text; null if it is a number.</param>
/// <param name="Number">Its number.</param>
internal sealed record EntityOption(string Name, string? Text, int Number = 0)
{
    /// <summary>Writes key and value.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (Text is null)
            json.WriteNumber(Name, Number);
        else
            json.WriteString(Name, Text);
    }
}
