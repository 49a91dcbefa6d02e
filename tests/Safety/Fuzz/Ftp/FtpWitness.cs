using System.Text;

namespace WallboxMqtt.Tests.Safety.Fuzz.Ftp;

/// <summary>Reads what a client sends a second time, without the product's code: how often it has logged in.</summary>
internal static class FtpWitness
{
    internal static int Logins(ReadOnlySpan<byte> control, string user, string password)
    {
        var (logins, given) = (0, (string?)null);
        foreach (var line in Plain(control).Split('\n')[..^1])
        {
            var text = line.TrimEnd('\r');
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            var (command, argument) = space < 0 ? (text, "") : (text[..space], text[(space + 1)..]);
            if (command.Equals("USER", StringComparison.OrdinalIgnoreCase))
                given = argument.Trim();
            else if (command.Equals("PASS", StringComparison.OrdinalIgnoreCase) && given == user && argument == password)
                logins++;
            else if (command.Equals("PASS", StringComparison.OrdinalIgnoreCase))
                given = null;
        }

        return logins;
    }

    // Without Telnet's commands (RFC 854): IAC and one byte, or two behind WILL to DONT; IAC and anything else is that byte.
    private static string Plain(ReadOnlySpan<byte> control)
    {
        var plain = new List<byte>();
        for (var i = 0; i < control.Length; i++)
        {
            if (control[i] == FtpScript.Pause)
                continue;
            if (control[i] != 0xFF)
            {
                plain.Add(control[i]);
                continue;
            }

            i = Behind(control, i);
            if (i < control.Length && control[i] is < 240 or 0xFF)
                plain.Add(control[i]);
            else if (i < control.Length && control[i] is >= 251 and <= 254)
                i = Behind(control, i);
        }

        return Encoding.UTF8.GetString([.. plain]);
    }

    private static int Behind(ReadOnlySpan<byte> control, int at)
    {
        do
            at++;
        while (at < control.Length && control[at] == FtpScript.Pause);
        return at;
    }
}
