using System.Globalization;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>Turns the words of any register of the map into what a person reads. Nothing is hidden: odd numbers are shown, and said to be odd.</summary>
public static class Evc04Values
{
    /// <summary>Decodes one register.</summary>
    /// <param name="register">Its row of the map.</param>
    /// <param name="words">Its bytes, high byte first, as many as the map says.</param>
    public static RegisterValue Of(Evc04Register register, ReadOnlySpan<byte> words)
    {
        if (register.Type == RegisterType.Text)
            return Evc04Decoder.Text(words) is { } text ? new(null, text) : new(null, null, Remark: "empty");
        var number = Evc04Decoder.Number(words)!.Value;
        if (!register.Words.IsEmpty)
            return number < register.Words.Length ? new(null, register.Words[(int)number]) : new(number, null, Remark: "not in the vendor's table");
        var value = register.Unit switch
        {
            "yymmdd" => Moment(number, "yyMMdd", "yyyy-MM-dd", "no date"),
            "hhmmss" => Moment(number, "HHmmss", "HH:mm:ss", "no time of day"),
            "0.1 kWh" => new(number / 10d, null, "kWh"),
            "mA" => new(number / 1000d, null, "A"),
            var unit => new RegisterValue(number, null, unit),
        };
        return number == 0 && register.ZeroMeans is { } zero ? value with { Remark = zero } : value;
    }

    private static RegisterValue Moment(uint number, string format, string shown, string otherwise)
    {
        var digits = number.ToString("D6", CultureInfo.InvariantCulture);
        return DateTime.TryParseExact(digits, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? new(null, moment.ToString(shown, CultureInfo.InvariantCulture))
            : new(number, null, Remark: otherwise);
    }
}
