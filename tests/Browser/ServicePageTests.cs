using Microsoft.Playwright;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Tests.Integration;
using WallboxMqtt.Tests.Integration.Cli;

namespace WallboxMqtt.Tests.Browser;

/// <summary>The service with a configuration of its own, a simulated wallbox, and a broker that comes late.</summary>
public sealed class ServicePageTests(Chromium chromium) : IAsyncLifetime
{
    private static readonly LocatorAssertionsToBeVisibleOptions s_patient = new() { Timeout = 45_000 };
    private static readonly LocatorAssertionsToContainTextOptions s_patientText = new() { Timeout = 45_000 };

    private readonly int _web = Loopback.FreePort();
    private readonly int _mqtt = Loopback.FreePort();
    private readonly int _modbus = Loopback.FreePort();
    private readonly string _directory = Directory.CreateTempSubdirectory("wallbox-browser").FullName;
    private readonly List<IAsyncDisposable> _running = [];

    private string Page => $"http://127.0.0.1:{_web}/";

    public async ValueTask InitializeAsync()
    {
        var box = new ServiceProcess("simulate", "charger", "--listen", $"127.0.0.1:{_modbus}");
        _running.Add(box);
        await box.SaysAsync($"{_modbus}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _running)
            await one.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Page_WhileTheServiceHangsAndRestarts_SaysSoAndComesBack()
    {
        var service = await StartAsync("");
        await using var visit = await chromium.VisitAsync(390);
        var page = await visit.NewPageAsync();
        await page.GotoAsync(Page);
        await Assertions.Expect(page.Locator("#links")).ToContainTextAsync("MQTT broker", s_patientText);
        await Assertions.Expect(page.Locator("#links li.bad", new() { HasText = "MQTT broker" })).ToBeVisibleAsync(s_patient);
        await Assertions.Expect(page.Locator("#links li.bad .advice")).ToContainTextAsync("Steering goes on without it");
        await Assertions.Expect(page.Locator("#links li.ok", new() { HasText = "Vestel" })).ToBeVisibleAsync(s_patient);
        await Assertions.Expect(page.Locator("#live-text")).ToHaveTextAsync("Live");
        await Chromium.KeepAsync(page, "service-without-broker");

        await service.SignalAsync("STOP");
        await Assertions.Expect(page.Locator("#banner")).ToBeVisibleAsync(s_patient);
        await Assertions.Expect(page.Locator("#banner")).ToContainTextAsync("old");
        await Chromium.KeepAsync(page, "service-hangs");
        await service.SignalAsync("CONT");
        await Assertions.Expect(page.Locator("#banner")).ToBeHiddenAsync(new() { Timeout = 45_000 });

        await service.SignalAsync("TERM");
        Assert.Equal(0, await service.EndAsync());
        await Assertions.Expect(page.Locator("#banner")).ToBeVisibleAsync(s_patient);
        await StartAsync("");
        await Assertions.Expect(page.Locator("#banner")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("#live-text")).ToHaveTextAsync("Live");
    }

    [Fact]
    public async Task Command_WhileTheNetworkIsGone_SaysSoAndWorksAfterwards()
    {
        await StartAsync("");
        await using var visit = await chromium.VisitAsync();
        var page = await visit.NewPageAsync();
        await page.GotoAsync(Page);
        await Assertions.Expect(page.Locator("#live-text")).ToHaveTextAsync("Live");
        await visit.SetOfflineAsync(true);
        await page.ClickAsync("[data-mode=off]");
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("did not answer");
        await visit.SetOfflineAsync(false);
        await page.ClickAsync("[data-mode=off]");
        await Assertions.Expect(page.Locator("[data-mode=off]")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task Page_WithAPassword_AsksForItAndObeysAfterwards()
    {
        await StartAsync($"  passwordHash: {PasswordHash.Of("open sesame")}\n  protectReading: true\n");
        await using var visit = await chromium.VisitAsync(390);
        var page = await visit.NewPageAsync();
        await page.Clock.InstallAsync();
        await page.GotoAsync(Page);
        await Assertions.Expect(page.Locator("#login")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main")).ToBeHiddenAsync();
        await page.Clock.RunForAsync(30_000);
        await Assertions.Expect(page.Locator("#live-text")).ToHaveTextAsync("Locked");
        await Assertions.Expect(page.Locator("#banner")).ToBeHiddenAsync();
        await page.FillAsync("#password", "open barley");
        await page.PressAsync("#password", "Enter");
        await Assertions.Expect(page.Locator("#login-said")).ToContainTextAsync("Wrong password");
        await Chromium.KeepAsync(page, "service-login");
        await page.FillAsync("#password", "open sesame");
        await page.PressAsync("#password", "Enter");
        await Assertions.Expect(page.Locator("#live-text")).ToHaveTextAsync("Live", new() { Timeout = 30_000 });
        await page.FillAsync("#limit-w", "5000");
        await page.PressAsync("#limit-w", "Enter");
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("limit is 5000 W");
        await Assertions.Expect(page.Locator("#allowance")).ToHaveTextAsync("5.0 kW");
        await page.ClickAsync("#limit-none");
        await Assertions.Expect(page.Locator("#allowance")).ToHaveTextAsync("11.0 kW");
        await page.FillAsync("#limit-w", "-5");
        await page.EvaluateAsync("document.getElementById('limit').noValidate = true");
        await page.PressAsync("#limit-w", "Enter");
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("Refused");
        await page.ClickAsync("#logout");
        await Assertions.Expect(page.Locator("#login")).ToBeVisibleAsync();
    }

    private async Task<ServiceProcess> StartAsync(string web)
    {
        var file = Path.Combine(_directory, "wallbox-mqtt.yaml");
        await File.WriteAllTextAsync(
            file,
            $"""
            inverter:
              ftp: {"{"} listen: "127.0.0.1:0", password: secret, passivePorts: any {"}"}
            chargers:
              - url: tcp://127.0.0.1:{_modbus}
            mqtt:
              url: mqtt://127.0.0.1:{_mqtt}
            stateDirectory: {_directory}
            web:
              listen: 127.0.0.1:{_web}

            """ + web);
        var service = new ServiceProcess("run", "--config", file);
        _running.Add(service);
        await service.SaysAsync("Status page on");
        return service;
    }
}
