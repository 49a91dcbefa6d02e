namespace WallboxMqtt.Balancer.Inverters;

/// <summary>Where every source brings what it has heard. Nothing here waits or throws.</summary>
public interface IReadingSink
{
    /// <summary>True where somebody makes use of a meter's readings; otherwise a source need not ask for what costs it time.</summary>
    bool WantsMeter => true;

    /// <summary>Takes a credible reading.</summary>
    void Accept(InverterReading reading);

    /// <summary>Takes what a meter at the grid connection measures.</summary>
    void Accept(MeterReading reading);

    /// <summary>An answer came that is whole and not credible: this source counts as no sun until a credible one comes.</summary>
    /// <param name="source">As in the configuration: <c>ftp</c>, <c>solarApi</c>, ...</param>
    /// <param name="fault">Why, in one line.</param>
    void Refuse(string source, string fault);

    /// <summary>No answer came: nothing changes, the last reading goes on ageing. What is told stands until the source's next reading.</summary>
    /// <inheritdoc cref="Refuse" path="/param"/>
    void ReportUnavailable(string source, string fault);
}
