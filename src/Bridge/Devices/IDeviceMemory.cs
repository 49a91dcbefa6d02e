namespace WallboxMqtt.Bridge.Devices;

/// <summary>What the drivers of one kind keep over restarts. Never waits; who keeps it on the disk looks at it from outside.</summary>
internal interface IDeviceMemory
{
    /// <summary>Name of its file in <c>stateDirectory</c>, without <c>.json</c>.</summary>
    string File { get; }

    /// <summary>What is lost where the file cannot be used, as the end of a log line.</summary>
    string Loss { get; }

    /// <summary>All that it holds; another object after each change.</summary>
    object Content { get; }

    /// <summary>Writes a content.</summary>
    byte[] Write(object content);

    /// <summary>Goes on from what was kept.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is not what <see cref="Write"/> writes; nothing is changed.</exception>
    void Restore(ReadOnlyMemory<byte> kept);
}
