using System.Net.Sockets;
using WallboxMqtt.Balancer.Net;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Bridge.Checks;

/// <summary>The steps that every link over the network has: its name, and a connection.</summary>
internal static class Network
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(4);

    /// <summary>True if the name is known; an address needs no step.</summary>
    /// <param name="steps">Takes the step.</param>
    /// <param name="host">Name or address.</param>
    /// <param name="key">The key of the configuration that names it.</param>
    /// <param name="time">Measures the wait.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<bool> KnowsAsync(CheckSteps steps, string host, string key, TimeProvider time, CancellationToken cancellation)
    {
        const string step = "DNS";
        var lookup = new NameLookup(host, time);
        if (lookup.IsAddress)
            return true;
        var advice = $"correct the name in {key}, or write its IP address there; names such as wallbox.local need avahi-daemon and libnss-mdns";
        try
        {
            var found = await lookup.FindAsync(cancellation);
            steps.Passed(step, $"{host} is {string.Join(", ", found.AsEnumerable())}");
            return true;
        }
        catch (SocketException unknown)
        {
            steps.Failed(step, $"{host}: {unknown.Message}", advice);
        }

        return false;
    }

    /// <summary>True if something listens.</summary>
    /// <param name="steps">Takes the step.</param>
    /// <param name="host">Name or address.</param>
    /// <param name="port">The port.</param>
    /// <param name="advice">What to do if nothing does.</param>
    /// <param name="time">Measures the wait.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<bool> ListensAsync(CheckSteps steps, string host, int port, string advice, TimeProvider time, CancellationToken cancellation)
    {
        const string step = "TCP";
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var deadline = new Deadline(s_longest, time, cancellation);
        try
        {
            await socket.ConnectAsync(host, port, deadline.Token);
            steps.Passed(step, $"port {port} is open");
            return true;
        }
        catch (SocketException refused)
        {
            steps.Failed(step, $"port {port} of {host}: {refused.Message}", advice);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            steps.Failed(step, $"port {port} of {host}: no answer within {Seconds.Print(s_longest)}", advice);
        }

        return false;
    }

    /// <summary>What to do if an address cannot be listened on.</summary>
    /// <param name="key">The key of the configuration that names it.</param>
    /// <param name="fault">What stands in the way.</param>
    /// <param name="port">The port.</param>
    internal static string AdviceToListen(string key, SocketException fault, int port) => fault.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => $"another program holds the port (sudo ss -ltnp 'sport = :{port}' names it; it may be the running service): end that, or choose another in {key}",
        SocketError.AccessDenied => $"ports below 1024 need a right: AmbientCapabilities=CAP_NET_BIND_SERVICE in the service's unit, or a higher port in {key}",
        SocketError.AddressNotAvailable => $"this machine has no such address: correct {key}, or listen on 0.0.0.0",
        _ => $"correct {key}",
    };
}
