using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Cli.Check;
using WallboxMqtt.Bridge.Cli.Registers;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.WatchedFile;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Service;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Bridge.Web.Live;
using WallboxMqtt.Tests.Unit.Checks;
using WallboxMqtt.Tests.Unit.Configuration;

namespace WallboxMqtt.Tests.Unit.Devices;

/// <summary>Two devices that the product does not know, a line each: everything else follows from their modules.</summary>
public sealed class DeviceModulesTests : IDisposable
{
    private const string House = """
        inverter: { wind: { power: 6 kW }, file: { path: /nowhere/powerFlow.json } }
        chargers: [ { id: yard, type: toy, colour: blue } ]
        policy: { raiseDelay: 0 s }
        mqtt: { url: "mqtt://127.0.0.1:1" }
        """;

    private static readonly DeviceModules s_modules = new([WatchedFileModule.Instance, new WindModule()], [.. DeviceModules.All.Chargers, new ToyModule()]);

    private readonly string _directory = Directory.CreateTempSubdirectory("devices").FullName;

    [Theory]
    [InlineData("inverter: { wind: { power: 10 kW } }\nchargers: [ { type: toy } ]", "wallbox-mqtt.yaml:1: inverter.wind.power: \"10 kW\" is out of range; allowed: more than 0 W, up to 9000 W")]
    [InlineData("inverter: { wind: { pouer: 1 kW } }\nchargers: [ { type: toy } ]", "wallbox-mqtt.yaml:1: inverter.wind.pouer: unknown key; did you mean \"power\"?")]
    [InlineData("inverter: {}\nchargers: [ { type: toy } ]", "wallbox-mqtt.yaml:1: inverter: no source of readings; allowed: one or more of file, wind")]
    [InlineData("inverter: { wind: {} }\nchargers: [ { type: tin } ]", "wallbox-mqtt.yaml:2: chargers[0].type: \"tin\" is none of these; allowed: evc04, toy")]
    [InlineData("inverter: { wind: {} }\nchargers: [ { type: toy, url: \"tcp://a\" } ]", "wallbox-mqtt.yaml:2: chargers[0].url: unknown key")]
    public void Configuration_WithAFault_NamesItAndWhatIsAllowed(string yaml, string fault) =>
        Assert.StartsWith(fault, Yaml.Lines(Yaml.Load(yaml, s_modules))[0], StringComparison.Ordinal);

    [Fact]
    public async Task Check_TriesThem()
    {
        var options = Options();
        var links = LinkChecks.For(options, Steps.Setting()).ToDictionary(link => link.Part);
        Assert.Equal("6000 W", Assert.Single(await Steps.OfAsync(links["inverter wind"])).Found);
        Assert.Equal("blue", Assert.Single(await Steps.OfAsync(links["charger yard"])).Found);
    }

    [Fact]
    public async Task Registers_AreListed()
    {
        var charger = Options().Chargers[0];
        var listing = await charger.Device.ReadRegistersAsync(charger, Steps.Setting(), CancellationToken.None);
        Assert.Equal(["charger yard: the toy box, unit 1", "", "name    address  raw  value  unit", "Colour     1     7    blue"], RegisterTable.Lines(listing).Select(line => line.TrimEnd()));
    }

    [Fact]
    public void Topics_NameTheSource()
    {
        var catalogue = new EntityCatalogue(Options().Grid, [.. s_modules.Sources]);
        var entity = Assert.Single(catalogue.All, entity => entity.Key == "wind/status");
        Assert.Equal("Wind turbine status", entity.Name);
    }

    /// <summary>The whole service: the turbine's power raises the toy's setpoint, page and state document show both.</summary>
    [Fact]
    public async Task Service_SteersTheToyByTheWind()
    {
        var options = Options() with { StateDirectory = _directory, Web = new WebOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) } };
        using var host = WallboxHost.Build(options, TimeProvider.System, _ => { });
        await host.StartAsync();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        CycleReport? report = null;
        await foreach (var one in host.Services.GetRequiredService<ReportFeed>().Follow(late.Token))
        {
            report = one;
            if (one.Chargers[0].Setpoint?.Value == 24)
                break;
        }

        using var state = JsonDocument.Parse(Encoding.UTF8.GetString(host.Services.GetRequiredService<StateDocument>().Write(report!)));
        Assert.Equal(6000, state.RootElement.GetProperty("inverter").GetProperty("sources").GetProperty("wind").GetProperty("power").GetDouble());
        Assert.Equal("Toy", state.RootElement.GetProperty("chargers").GetProperty("yard").GetProperty("info").GetProperty("brand").GetString());
        using var page = JsonDocument.Parse(PageDetails.Write(report!, new MqttStatus(false, TimeProvider.System.GetUtcNow(), "refused"), options.Inverter, TimeProvider.System));
        Assert.Contains(page.RootElement.GetProperty("links").EnumerateArray(), link => link.GetProperty("name").GetString() == "Wind turbine");
        await host.StopAsync();
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static WallboxOptions Options()
    {
        var result = Yaml.Load(House, s_modules);
        Assert.Empty(Yaml.Lines(result));
        return result.Options!;
    }
}
