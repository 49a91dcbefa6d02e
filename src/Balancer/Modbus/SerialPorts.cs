using System.IO.Ports;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>Opens serial ports, and says in words of the house why one cannot be opened.</summary>
public static class SerialPorts
{
    // errno of Linux, which System.IO.Ports hands on in the inner exception.
    private const int NotPermitted = 13;
    private const int Busy = 16;

    /// <summary>Opens a port. Its stream can be read with a token, and closes without blocking.</summary>
    /// <exception cref="ModbusLinkException">It cannot be opened.</exception>
    public static async ValueTask<Stream> OpenAsync(SerialSettings settings, CancellationToken cancellation)
    {
        // Drivers may take seconds for it: no thread of ours waits.
        var opening = Task.Run(() => Open(settings), CancellationToken.None);
        try
        {
            return await opening.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            _ = opening.ContinueWith(
                static late => { if (late.IsCompletedSuccessfully) late.GetAwaiter().GetResult().Dispose(); else _ = late.Exception; },
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>What a person should know and do where <paramref name="refused"/> came of opening it.</summary>
    internal static string Explain(SerialSettings settings, Exception refused) => (refused.InnerException ?? refused).HResult switch
    {
        NotPermitted => $"no permission for {settings.Path}: the user that runs this must be in the group dialout (sudo usermod -aG dialout NAME; in a unit of systemd SupplementaryGroups=dialout)",
        Busy => $"{settings.Path} is in use by another program: one master a line; stop the other one (sudo fuser -v {settings.Path} names it)",
        _ when refused is ArgumentException => $"{settings.Path} does not take the settings of {settings}",
        _ => $"{settings.Path} cannot be opened as a serial port: {(refused.InnerException ?? refused).Message}",
    };

    private static OpenedPort Open(SerialSettings settings)
    {
        if (!File.Exists(settings.Path))
            throw new ModbusLinkException($"there is no {settings.Path}: is the RS-485 converter plugged in? \"ls -l /dev/serial/by-id\" shows those that are");

        // It is never disposed itself: that flushes, and flushing waits without end where the adapter is gone. Its stream is enough.
        var port = new SerialPort(settings.Path, settings.Baud, settings.Parity, 8, settings.StopBits);
        try
        {
            port.Open();
            return new OpenedPort(port.BaseStream);
        }
        catch (Exception incomplete) when (incomplete is DllNotFoundException || incomplete.InnerException is DllNotFoundException)
        {
            throw new ModbusLinkException("libSystem.IO.Ports.Native.so is missing: serial lines need it beside wallbox-mqtt", incomplete);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            throw new ModbusLinkException(Explain(settings, refused), refused);
        }
    }
}
