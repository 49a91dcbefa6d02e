using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;
using WallboxMqtt.Balancer.Inverters.SunSpec;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Bridge.Service;

/// <summary>Every way in which an inverter's readings may come; each runs beside the others and may fail alone.</summary>
internal static class InverterSources
{
    /// <summary>Adds the sources that the configuration names.</summary>
    internal static void AddInverterSources(this IServiceCollection services, InverterOptions inverter)
    {
        if (inverter.Ftp is { } ftp)
            AddFtp(services, ftp);
        if (inverter.SunSpec is { } sunSpec)
            AddSunSpec(services, sunSpec, inverter.RatedPower);
    }

    private static void AddFtp(IServiceCollection services, FtpOptions ftp)
    {
        services.AddSingleton(provider => new FtpEndpoint(
            new FtpEndpointOptions
            {
                Listen = ftp.Listen,
                User = ftp.User,
                Password = ftp.Password,
                Path = ftp.Path,
                Advertise = ftp.Advertise,
                FirstPassivePort = ftp.FirstPassivePort,
                LastPassivePort = ftp.LastPassivePort,
            },
            provider.GetRequiredService<Balancing>().Inbox,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FtpEndpoint>>()));
        services.AddSide("FTP endpoint", provider => cancellation => ListenAsync(provider, ftp, cancellation));
    }

    private static void AddSunSpec(IServiceCollection services, SunSpecOptions sunSpec, Watts ratedPower) =>
        services.AddSide("SunSpec (inverter.sunSpec)", provider => new SunSpecSource(
            new ModbusTcpDialer(sunSpec.Url.DnsSafeHost, sunSpec.Url.Port),
            new SunSpecSourceOptions { Units = sunSpec.Units, MeterUnits = sunSpec.MeterUnits, Interval = sunSpec.Interval, RatedPower = ratedPower },
            provider.GetRequiredService<Balancing>().Readings,
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
