using System.Net.Sockets;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

namespace WallboxMqtt.Tests.Safety.Fuzz.Ftp;

/// <summary>A data connection; a first byte from 1 to 4 says what is wrong with it.</summary>
internal sealed class ScriptedData(byte[] upload, int port, TimeProvider time) : IDataConnection
{
    private readonly byte _fate = upload is [> 0 and <= 4, ..] ? upload[0] : (byte)0;

    public int Port => port;

    public async Task<Stream> OpenAsync(CancellationToken cancellation)
    {
        if (_fate == 1)
            throw new SocketException((int)SocketError.ConnectionRefused);
        if (_fate == 2)
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        var end = _fate switch { 3 => StreamEnd.LeftOpen, 4 => StreamEnd.Broken, _ => StreamEnd.Closed };
        return new ScriptedStream(_fate == 0 ? upload : upload[1..], null, end, time);
    }

    public void Dispose()
    {
    }
}
