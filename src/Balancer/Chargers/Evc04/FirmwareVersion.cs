using System.Globalization;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>Firmware texts as wallboxes have them: <c>v3.187.0-1.0.160.0</c>, <c>3.156.0</c>.</summary>
public static class FirmwareVersion
{
    /// <summary>Before this one, owners saw register 404 become 0 by itself: one phase instead of three.</summary>
    public static Version KeepsPhases { get; } = new(3, 187, 42);

    /// <summary>The first three numbers of a firmware text, missing ones 0; null if it does not begin with two of them.</summary>
    public static Version? Parse(string? text)
    {
        var rest = text.AsSpan().Trim();
        if (rest is ['v' or 'V', ..])
            rest = rest[1..].TrimStart();
        Span<int> numbers = stackalloc int[3];
        var count = 0;
        while (count < numbers.Length)
        {
            var end = rest.IndexOfAnyExceptInRange('0', '9');
            var digits = end < 0 ? rest : rest[..end];
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out numbers[count]))
                break;
            count++;
            if (end < 0 || rest[end] != '.')
                break;
            rest = rest[(end + 1)..];
        }

        return count < 2 ? null : new Version(numbers[0], numbers[1], numbers[2]);
    }
}
