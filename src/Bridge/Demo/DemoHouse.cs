using System.Net;
using MQTTnet.Server;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Evc04;
using WallboxMqtt.Bridge.Devices.Ftp;
using WallboxMqtt.Bridge.Service;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Bridge.Web;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Simulator.Modbus;

namespace WallboxMqtt.Bridge.Demo;

/// <summary>
/// The whole job on one machine: a broker, a simulated wallbox with a car, a simulated inverter that uploads by FTP, and the real
/// service between them, over real sockets on loopback.
/// </summary>
internal sealed class DemoHouse : IAsyncDisposable
{
    private const string Password = "demo";
    private static readonly TimeSpan s_push = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_morning = new(10, 30, 0);

    private readonly CancellationTokenSource _stop = new();
    private readonly string _stateDirectory = Directory.CreateTempSubdirectory("wallbox-mqtt-demo").FullName;
    private readonly List<Task> _running = [];
    private SimulatedEvc04? _box;
    private ModbusTcpServer? _modbus;
    private MqttServer? _broker;
    private IHost? _host;

    /// <summary>Where the page is.</summary>
    internal Uri Page { get; private set; } = new("http://localhost");

    /// <summary>The broker's port.</summary>
    internal int MqttPort { get; private set; }

    /// <summary>Where the inverter uploads to.</summary>
    internal IPEndPoint Ftp { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Where the wallbox listens.</summary>
    internal IPEndPoint Modbus => _modbus!.LocalEndPoint!;

    /// <summary>The wallbox.</summary>
    internal SimulatedEvc04 Box => _box!;

    /// <summary>Starts everything; returns once all of it listens.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">A chosen port is taken.</exception>
    internal async Task StartAsync(DemoOptions options, TimeProvider time, Action<ILoggingBuilder> logging)
    {
        MqttPort = options.MqttPort == 0 ? DemoBroker.FreePort() : options.MqttPort;
        _broker = await DemoBroker.StartAsync(MqttPort);
        _box = new SimulatedEvc04(new SimulatedEvc04Options { Voltage = 229 }, time);
        _box.PlugIn(new SimulatedCar());
        _modbus = new ModbusTcpServer(new IPEndPoint(IPAddress.Loopback, 0), 255, _box, time);
        _modbus.Bind();
        _running.Add(_modbus.RunAsync(_stop.Token));

        _host = WallboxHost.Build(Configuration(options), time, logging);
        await _host.StartAsync(_stop.Token);
        Page = await _host.Services.GetRequiredService<StatusPage>().Address.WaitAsync(TimeSpan.FromSeconds(10), time, _stop.Token);
        Ftp = await ListeningAsync(_host.Services.GetRequiredService<FtpEndpoint>(), time);

        var symo = new SimulatedSymo(new SimulatedSymoOptions { Speed = options.Speed, StartsAt = s_morning }, time)
        {
            CarLoad = () => _box.DrawnPower,
        };
        var pusher = new FtpPusher(new Uri($"ftp://fronius:{Password}@{Ftp}{FtpModule.Defaults.Path}"));
        var push = new PushService(symo, pusher, s_push, time, _host.Services.GetRequiredService<ILogger<PushService>>());
        _running.Add(push.RunAsync(_stop.Token));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync(CancellationToken.None);
            _host.Dispose();
        }

        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        if (_broker is not null)
            await _broker.StopAsync();
        _broker?.Dispose();
        _modbus?.Dispose();
        _box?.Dispose();
        _stop.Dispose();
        Directory.Delete(_stateDirectory, recursive: true);
    }

    private static async Task<IPEndPoint> ListeningAsync(FtpEndpoint endpoint, TimeProvider time)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(10), time);
        while (endpoint.LocalEndPoint is null)
            await Task.Delay(TimeSpan.FromMilliseconds(10), time, late.Token);
        return endpoint.LocalEndPoint;
    }

    private WallboxOptions Configuration(DemoOptions options) => new()
    {
        Grid = new GridCap(new Amperes(16), null, 3, new Volts(230)),
        Inverter = new InverterOptions
        {
            Sources =
            [
                FtpModule.Instance.Configured(FtpModule.Defaults with { Listen = new IPEndPoint(IPAddress.Loopback, 0), Password = Password, FirstPassivePort = 0, LastPassivePort = 0 }),
            ],
        },
        Chargers = [new ChargerOptions { Device = Evc04Module.Instance.Configured(new Evc04Link(ModbusAddress.Parse($"tcp://{Modbus}"))) }],
        Mqtt = new MqttOptions { Url = new Uri($"mqtt://127.0.0.1:{MqttPort}") },
        Web = new WebOptions { Listen = options.Web },
        StateDirectory = _stateDirectory,
    };
}
