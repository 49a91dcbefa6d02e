using System.Text;
using System.Threading.Channels;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Inverters.Fronius.Push;

namespace WallboxMqtt.Tests.Unit.Inverters.Fronius.Push.Ftp;

/// <summary>Takes whole JSON documents and writes down what it was offered.</summary>
internal sealed class RecordingSink : IUploadSink
{
    private readonly Channel<string> _taken = Channel.CreateUnbounded<string>();

    internal List<string> Offers { get; } = [];

    internal string? Refusal { get; set; }

    /// <summary>The next document that was taken or refused.</summary>
    internal async Task<string> NextAsync()
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        return await _taken.Reader.ReadAsync(late.Token);
    }

    internal bool IsEmpty => !_taken.Reader.TryPeek(out _);

    public UploadVerdict Offer(string source, ReadOnlySpan<byte> body, out string? fault)
    {
        var text = Encoding.UTF8.GetString(body);
        Offers.Add(text);
        fault = Refusal;
        try
        {
            if (PowerFlowParser.Parse(body) is null)
                return UploadVerdict.Incomplete;
        }
        catch (Exception odd) when (odd is PowerFlowException or System.Text.Json.JsonException)
        {
            fault = odd.Message;
        }

        _taken.Writer.TryWrite(text);
        return fault is null ? UploadVerdict.Taken : UploadVerdict.Refused;
    }
}
