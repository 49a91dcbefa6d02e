namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>A reply (RFC 959, section 4.2).</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Text">One line; or several, the first beginning with a hyphen and the last with the code.</param>
internal readonly record struct FtpReply(int Code, string Text)
{
    /// <summary>As on the wire.</summary>
    public override string ToString() => Text.StartsWith('-') ? $"{Code}{Text}\r\n" : $"{Code} {Text}\r\n";
}
