namespace WallboxMqtt.Balancer.Inverters;

/// <summary>Receives what every source reads. Nothing here waits or throws.</summary>
public interface IReadingSink
{
    /// <summary>True if a meter's readings are used; otherwise a source need not spend time on them.</summary>
    bool WantsMeter => true;

    /// <summary>Takes a credible reading.</summary>
    void Accept(InverterReading reading);

    /// <summary>Takes what a meter at the grid connection measures.</summary>
    void Accept(MeterReading reading);

    /// <summary>An answer came that is whole and not credible: this source counts as no sun until a credible one comes.</summary>
    /// <param name="source">As in the configuration: <c>ftp</c>, <c>solarApi</c>, ...</param>
    /// <param name="fault">Why, in one line.</param>
    void Refuse(string source, string fault);

    /// <summary>No answer came: nothing changes, the last reading goes on ageing. The fault stands until the source's next reading.</summary>
    /// <inheritdoc cref="Refuse" path="/param"/>
    void ReportUnavailable(string source, string fault);
}
