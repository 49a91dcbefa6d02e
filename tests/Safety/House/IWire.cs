namespace WallboxMqtt.Tests.Safety.House;

/// <summary>Hears what the service says to one wallbox and what it is told, as the service's driver sees it.</summary>
internal interface IWire
{
    /// <summary>A connection is open.</summary>
    void Opened();

    /// <summary>A request goes out: function and data.</summary>
    void Sent(ReadOnlySpan<byte> request);

    /// <summary>Its answer was taken: function and data.</summary>
    void Answered(ReadOnlySpan<byte> request, ReadOnlySpan<byte> reply);

    /// <summary>It was given up.</summary>
    void Failed(ReadOnlySpan<byte> request);

    /// <summary>The service closed the connection, or died.</summary>
    void Closed();
}
