using WallboxMqtt.Balancer.Inverters.Fronius.Push;

namespace WallboxMqtt.Tests.Safety.Fuzz.Ftp;

/// <summary>Counts what is offered.</summary>
internal sealed class WatchedSink(IUploadSink sink) : IUploadSink
{
    internal int Offers { get; private set; }

    internal int Longest { get; private set; }

    public UploadVerdict Offer(string source, ReadOnlySpan<byte> body, out string? fault)
    {
        Offers++;
        Longest = Math.Max(Longest, body.Length);
        return sink.Offer(source, body, out fault);
    }
}
