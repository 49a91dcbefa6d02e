using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Composition;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Tests.Integration.Slice;

namespace WallboxMqtt.Tests.Integration.Faults;

/// <summary>The control path as the service puts it together, on real time, with a proxy between it and a simulated wallbox.</summary>
internal sealed class HouseUnderFault : IAsyncDisposable
{
    internal static readonly TimeSpan FailsafeTimeout = TimeSpan.FromSeconds(6);

    // What was decided before the sun fell may still be on its way.
    private static readonly TimeSpan s_underway = TimeSpan.FromSeconds(0.5);

    private readonly CancellationTokenSource _off = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _tooHigh = new();
    private readonly ILoggerFactory _loggers;
    private readonly ModbusTcpServer _modbus;
    private readonly Task _serving;
    private readonly ControlComposition _balancing;
    private readonly Task _controlling;
    private (int Before, int Now, long Since) _allowed = (16, 16, 0);

    internal HouseUnderFault()
    {
        Box.PlugIn(new SimulatedCar { StartDelay = TimeSpan.FromSeconds(0.5), FollowTime = TimeSpan.FromSeconds(0.5) });
        Box.Written += Look;
        _modbus = new ModbusTcpServer(new IPEndPoint(IPAddress.Loopback, 0), 255, Box, TimeProvider.System);
        _modbus.Bind();
        _serving = _modbus.RunAsync(_off.Token);
        Proxy = new FaultProxy(_modbus.LocalEndPoint!.Port, Framing.ModbusAsync);
        Alive = new AliveWitness(Proxy);
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(Logged));
        _balancing = new ControlComposition(LoopOptions.For($"tcp://127.0.0.1:{Proxy.Port}", FailsafeTimeout), new Intent(ChargingMode.PvBoost, null), ControlParts.For(TimeProvider.System, _loggers));
        _controlling = _balancing.Loops[0].RunAsync(_stop.Token);
    }

    internal SimulatedEvc04 Box { get; } = new(new SimulatedEvc04Options(), TimeProvider.System);

    internal FaultProxy Proxy { get; }

    internal AliveWitness Alive { get; }

    internal CollectingLoggerProvider Logged { get; } = new();

    internal CycleReport? Report => _balancing.Reports.Latest;

    /// <summary>Setpoints that were written above cap plus sun.</summary>
    internal IEnumerable<string> TooHigh => _tooHigh;

    /// <summary>The inverter tells a power with which <paramref name="amperes"/> are allowed.</summary>
    internal void Shine(double power, int amperes)
    {
        _allowed = (_allowed.Now, amperes, TimeProvider.System.GetTimestamp());
        _balancing.Inbox.Offer("test", ServiceUnderTest.PowerFlow(power), out var fault);
        Assert.Null(fault);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _controlling;
        await Proxy.DisposeAsync();
        await _off.CancelAsync();
        await _serving;
        _modbus.Dispose();
        Box.Dispose();
        _loggers.Dispose();
    }

    private void Look(RegisterWrite write)
    {
        if (write.Address != 5004)
            return;
        var (before, now, since) = _allowed;
        var allowed = TimeProvider.System.GetElapsedTime(since) < s_underway ? Math.Max(before, now) : now;
        if (write.Value > allowed)
            _tooHigh.Enqueue($"{write.Value} A with {allowed} A allowed");
    }
}
