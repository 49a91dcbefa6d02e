using Microsoft.Extensions.Hosting.Systemd;

namespace WallboxMqtt.Tests.Unit.Health;

/// <summary>A service manager that writes down what it is told.</summary>
internal sealed class FakeManager : ISystemdNotifier
{
    internal List<string> Reported { get; } = [];

    public bool IsEnabled => true;

    public void Notify(ServiceState state) => Reported.Add(state.ToString());
}
