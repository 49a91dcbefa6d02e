using System.Security.Cryptography;
using System.Text;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <content>Who may upload (RFC 959, section 4.1.1), and what may be asked before that.</content>
internal sealed partial class FtpSession
{
    private const int MaximumTries = 3;
    private string? _user;
    private bool _loggedIn;
    private int _wrong;

    private FtpReply? AnswerAnyone(string command, string argument) => command switch
    {
        "QUIT" => Quit(),
        "NOOP" => new FtpReply(200, "Yes"),
        "SYST" => new FtpReply(215, "UNIX Type: L8"),
        "FEAT" => new FtpReply(211, "-Features\r\n EPRT\r\n EPSV\r\n MDTM\r\n MFMT\r\n REST STREAM\r\n SIZE\r\n UTF8\r\n211 End"),
        "HELP" => new FtpReply(214, "Receives uploads only; see the documentation of wallbox-mqtt"),
        "OPTS" => argument.StartsWith("UTF8", StringComparison.OrdinalIgnoreCase)
            ? new FtpReply(200, "UTF8 is on")
            : new FtpReply(501, "No such option"),
        "AUTH" => new FtpReply(534, "TLS is not offered"),
        _ => null,
    };

    private FtpReply Quit()
    {
        _ended = true;
        return new FtpReply(221, "Goodbye");
    }

    private async Task<FtpReply?> LogInAsync(string command, string argument, CancellationToken cancellation)
    {
        switch (command)
        {
            case "USER":
                (_user, _loggedIn) = (argument, false);
                return new FtpReply(331, "Password, please");
            case "PASS" when _user is null:
                return new FtpReply(503, "USER comes first");
            case "PASS":
                return await PasswordAsync(argument, cancellation);
            default:
                return _loggedIn ? null : new FtpReply(530, "USER and PASS come first");
        }
    }

    private async Task<FtpReply> PasswordAsync(string password, CancellationToken cancellation)
    {
        // Both are compared in full, in constant time.
        var right = Same(_user!, options.User) & Same(password, options.Password);
        if (right)
        {
            (_loggedIn, _wrong) = (true, 0);
            door.LetIn();
            return new FtpReply(230, "Welcome");
        }

        door.Wrong(connection.Peer);
        await Task.Delay(options.WrongPasswordDelay, time, cancellation);
        _user = null;
        if (++_wrong < MaximumTries)
            return new FtpReply(530, "Wrong user or password");
        _ended = true;
        return new FtpReply(421, "Wrong user or password, too often");
    }

    private static bool Same(string given, string expected) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
