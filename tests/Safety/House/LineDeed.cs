namespace WallboxMqtt.Tests.Safety.House;

/// <summary>What becomes of a reply on its way.</summary>
internal enum LineDeed
{
    Send,
    SendTwice,
    SendHalf,
    SendHalfAndClose,
    Swallow,
    Close,
}
