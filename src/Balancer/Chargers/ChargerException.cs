namespace WallboxMqtt.Balancer.Chargers;

/// <summary>A request to a charger did not get its answer.</summary>
/// <param name="failure">What that means for the next request.</param>
/// <param name="message">What happened, in one line for users.</param>
/// <param name="inner">What the line to it reported.</param>
public sealed class ChargerException(ChargerFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What it means for the next request.</summary>
    public ChargerFailure Failure { get; } = failure;
}
