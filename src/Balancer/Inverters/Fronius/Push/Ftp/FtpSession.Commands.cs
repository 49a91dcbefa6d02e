using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <content>What a user may ask.</content>
internal sealed partial class FtpSession
{
    private string _directory = "/";
    private string? _renameFrom;
    private int _restartAt;
    private bool _extendedOnly;

    private FtpReply AnswerUser(string command, string argument)
    {
        var renameFrom = _renameFrom;
        _renameFrom = null;
        return command switch
        {
            "TYPE" => argument.ToUpperInvariant() is "A" or "A N" or "I" or "L 8"
                ? new FtpReply(200, "Bytes are taken as they come")
                : new FtpReply(504, "TYPE is A or I"),
            "MODE" => argument is "S" or "s" ? new FtpReply(200, "Stream") : new FtpReply(504, "MODE is S"),
            "STRU" => argument is "F" or "f" ? new FtpReply(200, "File") : new FtpReply(504, "STRU is F"),
            "ALLO" => new FtpReply(202, "Not needed"),
            "STAT" => new FtpReply(211, _transfer is null ? "Waiting for an upload" : "Receiving"),
            "ABOR" => new FtpReply(226, "Nothing to abort"),
            "PWD" or "XPWD" => new FtpReply(257, $"\"{_directory.Replace("\"", "\"\"", StringComparison.Ordinal)}\""),
            "CWD" or "XCWD" => ChangeDirectory(argument),
            "CDUP" or "XCUP" => ChangeDirectory(".."),
            "MKD" or "XMKD" => Named(argument, path => new FtpReply(257, $"\"{path.Replace("\"", "\"\"", StringComparison.Ordinal)}\" exists")),
            "PASV" => Passive(),
            "EPSV" => ExtendedPassive(argument),
            "PORT" => Active(_extendedOnly ? null : DataPeer.ParsePort(argument), 500),
            "EPRT" => Active(_extendedOnly ? null : DataPeer.ParseExtended(argument), 522),
            "REST" => Restart(argument),
            "STOR" or "APPE" => Store(argument),
            "SIZE" => Known(argument, path => (receiver.Store.Get(path)?.Length ?? 0).ToString(CultureInfo.InvariantCulture)),
            "MDTM" => Known(argument, Modified),
            "MFMT" => argument.Split(' ', 2) is [{ Length: >= 14 and <= 20 } moment, var file] && moment.All(c => char.IsAsciiDigit(c) || c == '.')
                ? Known(file, path => $"Modify={moment}; {path}")
                : new FtpReply(501, "MFMT time file"),
            "RNFR" => RenameFrom(argument),
            "RNTO" => renameFrom is null ? new FtpReply(503, "RNFR comes first") : RenameTo(renameFrom, argument),
            "DELE" => Known(argument, _ => "Gone", receiver.Store.Remove, 250),
            "RETR" or "LIST" or "NLST" or "MLSD" or "MLST" or "STOU" or "RMD" or "SITE" => new FtpReply(550, "Receives uploads only"),
            _ => new FtpReply(502, "Not known here"),
        };
    }

    private FtpReply ChangeDirectory(string argument) => Named(argument, path =>
    {
        _directory = path;
        return new FtpReply(250, $"{path} it is");
    });

    private FtpReply Passive()
    {
        if (_extendedOnly || connection.Local.AddressFamily != AddressFamily.InterNetwork)
            return new FtpReply(425, "EPSV, please");
        var reported = options.Advertise is { AddressFamily: AddressFamily.InterNetwork } advertised ? advertised : connection.Local;
        return Listen(port => new FtpReply(
            227, $"Entering Passive Mode ({reported.ToString().Replace('.', ',')},{port >> 8},{port & 0xFF})"));
    }

    private FtpReply ExtendedPassive(string argument)
    {
        if (argument.Equals("ALL", StringComparison.OrdinalIgnoreCase))
        {
            _extendedOnly = true;
            return new FtpReply(200, "EPSV from now on");
        }

        var family = connection.Local.AddressFamily == AddressFamily.InterNetwork ? "1" : "2";
        return argument.Length > 0 && argument != family
            ? new FtpReply(522, $"Network protocol is ({family})")
            : Listen(port => new FtpReply(229, $"Entering Extended Passive Mode (|||{port}|)"));
    }

    private FtpReply Listen(Func<int, FtpReply> reply)
    {
        _data?.Dispose();
        _data = connection.Listen(options.FirstPassivePort, options.LastPassivePort);
        return _data is null ? new FtpReply(425, "No port is free") : reply(_data.Port);
    }

    private FtpReply Active(IPEndPoint? named, int refusal)
    {
        if (named is null || !DataPeer.IsAllowed(named, connection.Peer))
            return new FtpReply(named is null ? 501 : refusal, "Only to your own address, and to a port from 1024");
        _data?.Dispose();
        _data = connection.Connect(named);
        return new FtpReply(200, "Will connect there");
    }

    private FtpReply Restart(string argument)
    {
        if (!int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            return new FtpReply(501, "REST takes a number of bytes");
        _restartAt = at;
        return new FtpReply(350, $"STOR goes on at {at}");
    }

    private FtpReply Store(string argument) => Named(argument, path =>
        _data is null ? new FtpReply(425, "PASV, EPSV, PORT or EPRT comes first")
        : _restartAt > (receiver.Store.Get(path)?.Length ?? 0) ? new FtpReply(554, "Less than that is here")
        : new FtpReply(150, "Send"));

    private FtpReply RenameFrom(string argument) => Known(argument, path =>
    {
        _renameFrom = path;
        return "RNTO comes next";
    }, code: 350);

    private FtpReply RenameTo(string from, string argument) => Named(argument, path =>
    {
        if (receiver.Store.Get(from) is not { } content)
            return new FtpReply(550, "No such upload");
        receiver.Store.Remove(from);
        receiver.Store.Put(path, content);
        receiver.Renamed(path, content);
        return new FtpReply(250, "Renamed");
    });

    private string Modified(string path) =>
        (receiver.Store.Modified(path) ?? time.GetUtcNow()).UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private FtpReply Named(string argument, Func<string, FtpReply> answer) =>
        argument.Length == 0 ? new FtpReply(501, "A name is missing")
        : FtpPath.Resolve(_directory, argument) is { } path ? answer(path)
        : new FtpReply(553, "The name is too long, or cannot be printed");

    private FtpReply Known(string argument, Func<string, string> text, Func<string, bool>? act = null, int code = 213) =>
        Named(argument, path => receiver.Store.Get(path) is not null && (act?.Invoke(path) ?? true)
            ? new FtpReply(code, text(path))
            : new FtpReply(550, "No such upload"));
}
