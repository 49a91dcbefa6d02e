using System.Text.Json;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Inverters.Fronius.Push;

namespace WallboxMqtt.Bridge.Checks;

/// <summary>Waits for the first whole upload and judges it as the service would.</summary>
internal sealed class FirstUpload(PowerFlowRules rules, TimeProvider time) : IUploadSink
{
    private readonly TaskCompletionSource<(PowerFlow? Flow, string? Fault, TimeSpan Behind)> _came = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What came, why it is refused (null if it is not), and our clock less that of the inverter.</summary>
    internal Task<(PowerFlow? Flow, string? Fault, TimeSpan Behind)> Came => _came.Task;

    /// <inheritdoc />
    public UploadVerdict Offer(string source, ReadOnlySpan<byte> body, out string? fault)
    {
        try
        {
            if (PowerFlowParser.Parse(body) is not { } flow)
            {
                fault = null;
                return UploadVerdict.Incomplete;
            }

            rules.Judge(flow, source, time.GetTimestamp(), out fault);
            _came.TrySetResult((flow, fault, time.GetUtcNow() - flow.Timestamp));
        }
        catch (Exception odd) when (odd is JsonException or PowerFlowException)
        {
            fault = odd is JsonException ? $"not JSON: {odd.Message}" : odd.Message;
            _came.TrySetResult((null, fault, TimeSpan.Zero));
        }

        return fault is null ? UploadVerdict.Taken : UploadVerdict.Refused;
    }
}
