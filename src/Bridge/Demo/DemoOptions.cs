using System.Net;

namespace WallboxMqtt.Bridge.Demo;

/// <summary>What a person may choose of the demo.</summary>
/// <param name="Web">Where the page listens; port 0 takes any.</param>
/// <param name="MqttPort">The broker's port; 0 takes any.</param>
/// <param name="Speed">How much faster than time the day of sun passes.</param>
internal sealed record DemoOptions(IPEndPoint Web, int MqttPort, int Speed);
