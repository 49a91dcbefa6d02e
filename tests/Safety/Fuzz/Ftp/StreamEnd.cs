namespace WallboxMqtt.Tests.Safety.Fuzz.Ftp;

/// <summary>What happens on a connection behind its last byte.</summary>
internal enum StreamEnd
{
    Closed,
    LeftOpen,
    Broken,
}
