namespace WallboxMqtt.Tests.Integration.Broker;

/// <summary>A message as somebody else gets it.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its payload as text.</param>
/// <param name="Retained">True where the broker had kept it.</param>
/// <param name="Correlation">What belongs to a request.</param>
/// <param name="Expiry">How many seconds it has left; 0 for ever.</param>
internal sealed record ReceivedMessage(string Topic, string Payload, bool Retained, byte[]? Correlation, uint Expiry);
