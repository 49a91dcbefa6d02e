namespace WallboxMqtt.Balancer.Inverters.Fronius.Push;

/// <summary>Takes what an inverter uploads, however it comes (FTP, HTTP, a file).</summary>
public interface IUploadSink
{
    /// <summary>
    /// Offers the whole body received so far, from its first byte. Called again with more bytes after
    /// <see cref="UploadVerdict.Incomplete"/>; never again for the same upload after another verdict. Does not wait, does not throw, keeps no reference.
    /// </summary>
    /// <param name="source">Which way it came, as in the configuration: <c>ftp</c>, <c>httpPush</c>, <c>file</c>.</param>
    /// <param name="body">At most 64 KiB.</param>
    /// <param name="fault">With <see cref="UploadVerdict.Refused"/>: why, in one line.</param>
    UploadVerdict Offer(string source, ReadOnlySpan<byte> body, out string? fault);
}
