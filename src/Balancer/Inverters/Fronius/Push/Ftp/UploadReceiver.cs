using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Timing;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>
/// Receives uploads. The one that counts is offered to the sink as soon as its JSON is whole, while its data connection is still
/// open: the inverter's closing of it must not delay the reaction.
/// </summary>
internal sealed class UploadReceiver(FtpEndpointOptions options, IUploadSink sink, TimeProvider time, ILogger logger)
{
    private const string Source = "ftp";
    private string? _reported;
    private bool _strangerReported;

    /// <summary>Uploads of late.</summary>
    internal UploadStore Store { get; } = new(time);

    /// <summary>Receives one upload over an open data connection.</summary>
    /// <param name="data">The data connection.</param>
    /// <param name="path">Its resolved path.</param>
    /// <param name="before">What was there before and goes on with this upload (REST, APPE).</param>
    /// <param name="append">True for APPE: <paramref name="before"/> counts only where this upload does not begin a document itself.</param>
    /// <param name="cancellation">ABOR, or the end of the session.</param>
    internal async Task<FtpReply> ReceiveAsync(Stream data, string path, ReadOnlyMemory<byte> before, bool append, CancellationToken cancellation)
    {
        var upload = new Upload(before.Span, FtpPath.IsTarget(path, options.Path), append);
        try
        {
            while (true)
            {
                var read = await ReadAsync(data, upload.Free, cancellation);
                if (read == 0)
                    break;
                if (!upload.Advance(read))
                    return new FtpReply(552, $"More than {UploadStore.MaximumLength} bytes: discarded");
                if (upload.MayBeWhole)
                    Offer(upload);
            }
        }
        catch (OperationCanceledException) when (upload.Judged && !cancellation.IsCancellationRequested)
        {
            // The client keeps the data connection open after a complete document: nothing is missing.
        }
        finally
        {
            if (!upload.TooLong && !upload.Body.IsEmpty)
                Store.Put(path, upload.Body);
        }

        if (upload is { IsTarget: true, Judged: false })
            Offer(upload);
        return new FtpReply(226, Report(upload, path));
    }

    /// <summary>A file was renamed into place.</summary>
    internal void Renamed(string path, ReadOnlySpan<byte> content)
    {
        var upload = new Upload(content, FtpPath.IsTarget(path, options.Path), append: false);
        if (!upload.IsTarget)
            return;
        Offer(upload);
        Report(upload, path);
    }

    private async Task<int> ReadAsync(Stream data, Memory<byte> free, CancellationToken cancellation)
    {
        using var deadline = new Deadline(options.DataTimeout, time, cancellation);
        return await data.ReadAsync(free, deadline.Token);
    }

    private void Offer(Upload upload)
    {
        var verdict = sink.Offer(Source, upload.Body, out var fault);
        upload.Judge(verdict, fault);
    }

    // The inverter gets 226 whatever its upload contained: it can do nothing about it, and an error must not disturb it.
    private string Report(Upload upload, string path)
    {
        var outcome = upload switch
        {
            { IsTarget: false } => $"{path} is not {options.Path}: received and not used",
            { Judged: false } => "not a whole JSON document: changes nothing",
            { Fault: { } fault } => $"refused: {fault}",
            _ => "taken",
        };
        if (!upload.IsTarget)
        {
            // Logged once, and only while nothing was uploaded under the right name: it may be a temporary name before a rename.
            if (_reported is null && !Interlocked.Exchange(ref _strangerReported, true))
                Log.UploadOutcome(logger, outcome);
            return outcome.ReplaceLineEndings(" ");
        }

        // What the sink refuses it logs itself.
        if (outcome != _reported && upload.Fault is null && (outcome != "taken" || _reported is not null))
            Log.UploadOutcome(logger, outcome);
        _reported = outcome;
        return outcome.ReplaceLineEndings(" ");
    }
}
