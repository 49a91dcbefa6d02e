using System.Net;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

namespace WallboxMqtt.Tests.Safety.Fuzz.Ftp;

/// <summary>A client without a network, that does what a script says.</summary>
internal sealed class ScriptedFtp(FtpScript script, TimeProvider time) : IFtpConnection
{
    private readonly ScriptedStream _control = new(script.Control, FtpScript.Pause, StreamEnd.Closed, time);

    public Stream Control => _control;

    public IPAddress Peer { get; } = IPAddress.Parse("192.0.2.7");

    public IPAddress Local { get; } = IPAddress.Parse("192.0.2.5");

    /// <summary>Everything that was answered.</summary>
    internal ReadOnlySpan<byte> Answered => _control.Sent.GetBuffer().AsSpan(0, (int)_control.Sent.Length);

    /// <summary>The addresses that the session would connect to.</summary>
    internal List<IPEndPoint> Connected { get; } = [];

    public IDataConnection? Listen(int firstPort, int lastPort) => new ScriptedData(script.NextUpload(), firstPort, time);

    public IDataConnection Connect(IPEndPoint target)
    {
        Connected.Add(target);
        return new ScriptedData(script.NextUpload(), 0, time);
    }
}
