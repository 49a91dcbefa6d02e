namespace WallboxMqtt.Simulator.Fronius;

/// <summary>Uploads one power flow.</summary>
public interface IPusher
{
    /// <summary>Uploads; returns once the receiver has acknowledged it.</summary>
    /// <exception cref="IOException">It did not.</exception>
    Task PushAsync(ReadOnlyMemory<byte> powerFlow, CancellationToken cancellation);
}
