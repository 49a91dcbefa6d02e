namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>A reply line: three digits and a text without line breaks (RFC 959, section 4.2).</summary>
internal readonly record struct FtpReply(int Code, string Text)
{
    /// <summary>As on the wire.</summary>
    public override string ToString() => $"{Code} {Text}\r\n";
}
