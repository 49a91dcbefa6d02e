namespace WallboxMqtt.Bridge.Checks;

/// <summary>Tries one link: broker, charger, one source of the inverter, disk.</summary>
internal interface ILinkCheck
{
    /// <summary>What it is called in the table.</summary>
    string Part { get; }

    /// <summary>How long it may take; then what it has found so far is reported.</summary>
    TimeSpan Longest => TimeSpan.FromSeconds(13);

    /// <summary>Tries it step by step and ends after the first step that the others need. What fails is a step, not an exception.</summary>
    Task TryAsync(CheckSteps steps, CancellationToken cancellation);
}
