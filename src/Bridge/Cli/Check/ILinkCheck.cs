namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>Tries one link: broker, charger, one source of the inverter, disk. A new one is a class and a line in <see cref="LinkChecks"/>.</summary>
internal interface ILinkCheck
{
    /// <summary>What it is called in the table.</summary>
    string Part { get; }

    /// <summary>So long it may take; then what it has found so far is told.</summary>
    TimeSpan Longest => TimeSpan.FromSeconds(13);

    /// <summary>Tries it step by step and ends after the first step that the others need. What fails is a step, not an exception.</summary>
    Task TryAsync(CheckSteps steps, CancellationToken cancellation);
}
