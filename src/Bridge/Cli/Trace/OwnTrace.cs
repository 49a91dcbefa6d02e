using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Evc04;
using WallboxMqtt.Bridge.Traces;
using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Bridge.Cli.Trace;

/// <summary>
/// Records with a connection of its own, if no service runs: reads the whole map again and again. No master controls it, so that the
/// wallbox charges at its failsafe current, and some close the connection each time the failsafe strikes.
/// </summary>
internal static class OwnTrace
{
    private static readonly TimeSpan s_longestAnswer = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>Records; what was recorded stays in the file whatever happens.</summary>
    /// <returns>What went wrong, in one line; null for nothing.</returns>
    internal static async Task<string?> RecordAsync(
        ModbusUnit charger, IModbusDialer dialer, TimeSpan length, bool full, TraceOutput file, TimeProvider time, CancellationToken cancellation)
    {
        var tap = new ModbusTap(time);
        using var listener = tap.Listen(TraceRecording.Room)!;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await file.WriteAsync(TraceText.Header(TraceRecording.Header(!charger.Address.IsTcp, charger.Unit, alone: true)), CancellationToken.None);
        var reading = ReadAsync(new TappedDialer(dialer, tap), charger.Unit, full, time, over.Token);
        try
        {
            await TraceRecording.WriteAsync(listener, length, file.WriteAsync, time, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The user ended the recording.
        }
        finally
        {
            await over.CancelAsync();
        }

        return await reading is { } fault ? $"{fault}; {Evc04Advice.NoAnswer}" : null;
    }

    // Returns why nothing was ever answered; null if something was.
    private static async Task<string?> ReadAsync(TappedDialer dialer, byte unit, bool full, TimeProvider time, CancellationToken over)
    {
        var reads = new TraceReads(full);
        string? fault = $"{dialer.Address} does not answer";
        var answered = false;
        while (!over.IsCancellationRequested)
        {
            try
            {
                await using var client = await ConnectAsync(dialer, unit, time, over);
                await AskAsync(client, TraceReads.Greeting, over);
                answered = true;
                await ReadAllAsync(client, reads, time, over);
            }
            catch (ModbusException failed)
            {
                fault = failed.Message;
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                break;
            }

            await PauseAsync(time, over);
        }

        return answered ? null : fault;
    }

    // Until a request ends the connection.
    private static async Task ReadAllAsync(ModbusClient client, TraceReads reads, TimeProvider time, CancellationToken over)
    {
        while (true)
        {
            if (!reads.TryNext(out var read))
            {
                await Task.Delay(s_pause, time, over);
                continue;
            }

            try
            {
                await AskAsync(client, read, over);
                reads.Answered();
            }
            catch (ModbusSilenceException)
            {
                reads.Failed();
            }
            catch (ModbusLinkException)
            {
                reads.Failed();
                throw;
            }
        }
    }

    // A refusal is an answer, and the tap has seen it.
    private static async Task AskAsync(ModbusClient client, TraceRead read, CancellationToken over)
    {
        try
        {
            await client.ReadAsync(read.Function, read.Address, new byte[2 * read.Count], s_longestAnswer, over);
        }
        catch (ModbusDeviceException)
        {
        }
    }

    private static async Task PauseAsync(TimeProvider time, CancellationToken over)
    {
        try
        {
            await Task.Delay(s_pause, time, over);
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private static async Task<ModbusClient> ConnectAsync(TappedDialer dialer, byte unit, TimeProvider time, CancellationToken over)
    {
        using var deadline = new Deadline(s_longestAnswer, time, over);
        try
        {
            return new ModbusClient(await dialer.DialAsync(deadline.Token), unit, time);
        }
        catch (OperationCanceledException) when (!over.IsCancellationRequested)
        {
            throw new ModbusLinkException($"no connection to {dialer.Address}");
        }
    }
}
