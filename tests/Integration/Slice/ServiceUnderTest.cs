using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Evc04;
using WallboxMqtt.Bridge.Devices.Ftp;
using WallboxMqtt.Bridge.Devices.HttpPush;
using WallboxMqtt.Bridge.Service;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Bridge.Web;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Simulator.Modbus;

namespace WallboxMqtt.Tests.Integration.Slice;

/// <summary>The real service, in this process, between a simulated wallbox over TCP and whatever uploads by FTP. Its delays are short.</summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ModbusTcpServer _modbus;
    private readonly Task _serving;
    private readonly IHost _host;

    internal ServiceUnderTest(int mqttPort, Func<WallboxOptions, WallboxOptions>? change = null)
    {
        Box = new SimulatedEvc04(new SimulatedEvc04Options(), TimeProvider.System);
        Box.PlugIn(new SimulatedCar { StartDelay = TimeSpan.FromSeconds(0.5), FollowTime = TimeSpan.FromSeconds(0.5) });
        Box.Written += write =>
        {
            if (write.Address == 5004)
                Setpoints.Enqueue(write.Value);
        };
        _modbus = new ModbusTcpServer(new IPEndPoint(IPAddress.Loopback, 0), 255, Box, TimeProvider.System);
        _modbus.Bind();
        _serving = _modbus.RunAsync(_stop.Token);
        var options = new WallboxOptions
        {
            Grid = new GridCap(new Amperes(16), null, 3, new Volts(230)),
            Inverter = new InverterOptions
            {
                MaxAge = TimeSpan.FromSeconds(30),
                Sources =
                [
                    FtpModule.Instance.Configured(FtpModule.Defaults with { Listen = new IPEndPoint(IPAddress.Loopback, 0), Password = "secret", FirstPassivePort = 0, LastPassivePort = 0 }),
                ],
            },
            Chargers = [new ChargerOptions { Device = Evc04Module.Instance.Configured(new Evc04Link(ModbusAddress.Parse($"tcp://{_modbus.LocalEndPoint}"))), Poll = TimeSpan.FromSeconds(0.2) }],
            Policy = new PolicyOptions { RaiseDelay = TimeSpan.FromSeconds(0.5) },
            Mqtt = new MqttOptions { Url = new Uri($"mqtt://127.0.0.1:{mqttPort}") },
            Web = new WebOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
            StateDirectory = StateDirectory,
        };
        _host = WallboxHost.Build(change?.Invoke(options) ?? options, TimeProvider.System, logging => logging.AddProvider(Logged));
    }

    internal string StateDirectory { get; init; } = Directory.CreateTempSubdirectory("wallbox-state").FullName;

    internal SimulatedEvc04 Box { get; }

    internal CollectingLoggerProvider Logged { get; } = new();

    internal System.Collections.Concurrent.ConcurrentQueue<int> Setpoints { get; } = new();

    internal IntentStore Intents => _host.Services.GetRequiredService<IntentStore>();

    internal CycleReport? Report => _host.Services.GetRequiredService<ReportFeed>().Latest;

    internal IPEndPoint Ftp => _host.Services.GetRequiredService<FtpEndpoint>().LocalEndPoint!;

    internal Task<Uri> PageAsync() => _host.Services.GetRequiredService<StatusPage>().Address.WaitAsync(TimeSpan.FromSeconds(10));

    internal Task<IPEndPoint> PushAsync() => _host.Services.GetRequiredService<PushListener>().Address.WaitAsync(TimeSpan.FromSeconds(10));

    internal async Task StartAsync()
    {
        await _host.StartAsync();
        await Eventually.TrueAsync(() => _host.Services.GetRequiredService<FtpEndpoint>().LocalEndPoint is not null && Report?.Chargers[0].Online == true);
    }

    internal Task StopAsync() => _host.StopAsync();

    internal static byte[] PowerFlow(double power) =>
        new SimulatedSymo(new SimulatedSymoOptions { Power = power }, new ShiftedTime()).PowerFlow();

    internal Task UploadAsync(double power) =>
        new FtpPusher(new Uri($"ftp://fronius:secret@{Ftp}/home/fronius/push/powerFlow.json")).PushAsync(PowerFlow(power), CancellationToken.None);

    /// <summary>Uploads until the wallbox is at that setpoint.</summary>
    internal async Task ReachAsync(double power, int amperes)
    {
        await UploadAsync(power);
        await Eventually.TrueAsync(() => Box.Setpoint == amperes);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _stop.CancelAsync();
        await _serving;
        _modbus.Dispose();
        Box.Dispose();
        Directory.Delete(StateDirectory, recursive: true);
    }

    /// <summary>A clock on which each look is a minute later: no two uploads have the same timestamp.</summary>
    private sealed class ShiftedTime : TimeProvider
    {
        private static int s_minutes;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddMinutes(Interlocked.Increment(ref s_minutes));
    }
}
