using System.Text;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>
/// Reads command lines of at most 512 bytes (RFC 959, section 4.1.3, over the Telnet NVT: its IAC sequences are passed over, as
/// ABOR is sent after one).
/// </summary>
internal sealed class FtpLineReader(Stream control)
{
    private const int MaximumLine = 512;
    private const byte InterpretAsCommand = 0xFF;
    private const byte FirstCommand = 240;
    private const byte Will = 251;
    private const byte Dont = 254;

    private readonly byte[] _received = new byte[MaximumLine];
    private readonly byte[] _line = new byte[MaximumLine];
    private int _start;
    private int _end;
    private int _length;
    private int _telnet;
    private bool _tooLong;

    /// <summary>The next line without its end; "" for one that is too long; null when the peer has closed.</summary>
    internal async ValueTask<string?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            while (_start < _end)
            {
                if (Take(_received[_start++]) is { } line)
                    return line;
            }

            _start = 0;
            _end = await control.ReadAsync(_received, cancellation);
            if (_end == 0)
                return null;
        }
    }

    private string? Take(byte b)
    {
        if (_telnet > 0)
        {
            // IAC, then one byte; WILL, WONT, DO and DONT are followed by an option. What is no Telnet command is text: the
            // urgent mark between IAC and ABOR may be lost on the way.
            var text = _telnet == 2 && (b is < FirstCommand or InterpretAsCommand);
            _telnet = _telnet == 2 && b is >= Will and <= Dont ? 1 : 0;
            if (!text)
                return null;
        }
        else if (b == InterpretAsCommand)
        {
            _telnet = 2;
            return null;
        }

        if (b != (byte)'\n')
        {
            if (_length == MaximumLine)
                _tooLong = true;
            else
                _line[_length++] = b;
            return null;
        }

        var line = _tooLong ? "" : Encoding.UTF8.GetString(_line, 0, _length).TrimEnd('\r');
        _length = 0;
        _tooLong = false;
        return line;
    }
}
