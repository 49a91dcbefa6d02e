namespace WallboxMqtt.Bridge.Supervision;

/// <summary>Adds what runs beside the control path.</summary>
internal static class SupervisedServices
{
    /// <summary>Adds one.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="name">What it is, for the log.</param>
    /// <param name="run">Makes what runs until cancelled.</param>
    internal static void AddSide(this IServiceCollection services, string name, Func<IServiceProvider, Func<CancellationToken, Task>> run) =>
        services.AddSingleton<IHostedService>(provider => new SupervisedService(
            name, run(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SupervisedService>>()));
}
