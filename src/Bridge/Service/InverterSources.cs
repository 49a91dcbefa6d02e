using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Watched;
using WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;
using WallboxMqtt.Balancer.Inverters.SunSpec;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Composition;
using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Web;
using WallboxMqtt.Bridge.Web.Push;
using FileOptions = WallboxMqtt.Bridge.Configuration.FileOptions;

namespace WallboxMqtt.Bridge.Service;

/// <summary>Every way in which an inverter's readings may come; each runs beside the others and may fail alone.</summary>
internal static class InverterSources
{
    /// <summary>Adds the sources that the configuration names.</summary>
    internal static void AddInverterSources(this IServiceCollection services, InverterOptions inverter)
    {
        if (inverter.Ftp is { } ftp)
            AddFtp(services, ftp);
        if (inverter.HttpPush is { } push)
            AddHttpPush(services, push);
        if (inverter.SolarApi is { } solarApi)
            AddSolarApi(services, solarApi);
        if (inverter.File is { } file)
            AddFile(services, file);
        if (inverter.SunSpec is { } sunSpec)
            AddSunSpec(services, sunSpec, inverter.RatedPower);
    }

    private static void AddHttpPush(IServiceCollection services, HttpPushOptions push)
    {
        services.AddSingleton(provider => new PushReceiver(
            push, provider.GetRequiredService<ControlComposition>().Inbox, provider.GetRequiredService<ILogger<PushReceiver>>()));
        if (push.Listen is not { } listen)
        {
            services.AddSingleton<IPageEndpoints, PushEndpoints>();
            return;
        }

        services.AddSingleton(provider => new PushListener(
            listen, provider.GetRequiredService<PushReceiver>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSide("HTTP push (inverter.httpPush.listen)", provider => provider.GetRequiredService<PushListener>().RunAsync);
    }

    private static void AddSolarApi(IServiceCollection services, SolarApiOptions solarApi)
    {
        services.AddSingleton(provider => new SolarApiClient(solarApi.Url, provider.GetRequiredService<TimeProvider>()));
        services.AddSide("Solar API (inverter.solarApi)", provider => new SolarApiPoller(
            provider.GetRequiredService<SolarApiClient>(),
            solarApi.Interval,
            provider.GetRequiredService<ControlComposition>().Inbox,
            provider.GetRequiredService<ControlComposition>().Readings,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SolarApiPoller>>()).RunAsync);
    }

    private static void AddFile(IServiceCollection services, FileOptions file) =>
        services.AddSide("File (inverter.file)", provider => new FileWatch(
            file.Path,
            provider.GetRequiredService<ControlComposition>().Inbox,
            provider.GetRequiredService<ControlComposition>().Readings,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FileWatch>>()).RunAsync);

    private static void AddFtp(IServiceCollection services, FtpOptions ftp)
    {
        services.AddSingleton(provider => new FtpEndpoint(
            ftp.ForEndpoint(),
            provider.GetRequiredService<ControlComposition>().Inbox,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FtpEndpoint>>()));
        services.AddSide("FTP endpoint", provider => cancellation => ListenAsync(provider, ftp, cancellation));
    }

    private static void AddSunSpec(IServiceCollection services, SunSpecOptions sunSpec, Watts ratedPower) =>
        services.AddSide("SunSpec (inverter.sunSpec)", provider => new SunSpecSource(
            ModbusDialers.Dial(sunSpec.Url, provider.GetRequiredService<ILogger<ModbusTcpDialer>>()),
            new SunSpecSourceOptions { Units = sunSpec.Units, MeterUnits = sunSpec.MeterUnits, Interval = sunSpec.Interval, RatedPower = ratedPower },
            provider.GetRequiredService<ControlComposition>().Readings,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SunSpecSource>>()).RunAsync);

    private static async Task ListenAsync(IServiceProvider provider, FtpOptions ftp, CancellationToken cancellation)
    {
        var endpoint = provider.GetRequiredService<FtpEndpoint>();
        try
        {
            endpoint.Bind();
        }
        catch (SocketException taken)
        {
            throw new IOException($"cannot listen on {ftp.Listen} (inverter.ftp.listen): {taken.Message}", taken);
        }

        Log.FtpListens(provider.GetRequiredService<ILogger<FtpEndpoint>>(), ftp.User, endpoint.LocalEndPoint!.ToString(), ftp.Path);
        await endpoint.RunAsync(cancellation);
    }
}
