using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Cli.Registers;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Evc04;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Unit.Chargers.Evc04;
using WallboxMqtt.Tests.Unit.HomeAssistant;

namespace WallboxMqtt.Tests.Unit.Cli.Registers;

public sealed class RegistersCommandTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 27, 13, 5, 9, TimeSpan.Zero));

    [Fact]
    public async Task Listing_NewFirmwareThatCharges_IsSnapshot()
    {
        var listing = await ReadAsync(new SimulatedEvc04Options { OptionalRegisters = true });
        Snapshot.Match("registers-new.txt", Table(listing));
        Snapshot.Match("registers-new.json", RegisterJson.Write([listing]) + "\n");
    }

    [Fact]
    public async Task Listing_OldFirmware_SaysWhatItLacks()
    {
        var listing = await ReadAsync(new SimulatedEvc04Options { WideText = true });
        Assert.Null(listing.Fault);
        Snapshot.Match("registers-old.txt", Table(listing));
    }

    [Fact]
    public async Task Listing_OddValues_AreShownAndSaidToBeOdd()
    {
        var device = new RegisterDevice();
        foreach (var register in Evc04Registers.All)
        {
            for (var i = 0; i < register.Count; i++)
                device.Registers[(ushort)(register.Address + i)] = register.Type == RegisterType.Text ? (ushort)0 : (ushort)0x00FF;
        }

        device.Refuses[1502] = 4;
        device.Refuses[2002] = 2;
        device.Drops.Add(1516);
        var listing = await ReadAsync(device);
        Assert.Null(listing.Fault);
        Snapshot.Match("registers-odd.txt", Table(listing));
        Snapshot.Match("registers-odd.json", RegisterJson.Write([listing]) + "\n");
    }

    [Fact]
    public async Task Listing_Always_ReadsAllAndWritesNothing()
    {
        var device = new RegisterDevice();
        var listing = await ReadAsync(device);
        Assert.Equal(Evc04Registers.All.Select(register => register.Address), listing.Registers.Select(register => register.Address));
        Assert.Equal(Evc04Registers.All.Select(register => $"read {register.Address}").Order(), device.Requests.Order());
    }

    [Fact]
    public async Task Listing_ServiceHoldsIt_DoesNotTouchIt()
    {
        using var state = JsonDocument.Parse("""{ "chargers": { "garage": { "available": "online", "info": { "left_out": [230], "refused": [] } } } }""");
        var device = new RegisterDevice();
        var listing = await ReadAsync(device, new RunningService(true, state: state.RootElement.Clone()));
        Assert.Contains("systemctl stop wallbox-mqtt", listing.Fault, StringComparison.Ordinal);
        Assert.EndsWith("; it reports that these do not answer on this firmware: 230", listing.Fault, StringComparison.Ordinal);
        Assert.Empty(device.Requests);
    }

    [Fact]
    public async Task Listing_LetInAndClosed_SaysThatAnotherMasterMayHoldIt()
    {
        var device = new RegisterDevice();
        device.Drops.UnionWith(Evc04Registers.All.Select(register => register.Address));
        var listing = await ReadAsync(device);
        Assert.Contains("another Modbus master may hold it", listing.Fault, StringComparison.Ordinal);
        Assert.Contains("systemctl stop wallbox-mqtt", listing.Fault, StringComparison.Ordinal);
        Assert.Empty(listing.Registers);
    }

    [Fact]
    public async Task Listing_NobodyThere_SaysWhatToLookAt()
    {
        var device = new RegisterDevice { RefusesDials = true };
        var listing = await ReadAsync(device);
        Assert.Equal(
            "no way there; look at the wallbox's power and network cable, at chargers[].url, and whether Modbus TCP is on in its configuration page", listing.Fault);
    }

    private static readonly Evc04Link s_link = new(ModbusAddress.Parse("tcp://192.0.2.8:502"));

    private static string Table(RegisterListing listing) => string.Join('\n', RegisterTable.Lines(listing)) + "\n";

    private Task<RegisterListing> ReadAsync(IModbusDialer dialer, RunningService? service = null) =>
        Evc04RegisterReader.ReadAsync("garage", s_link, dialer, new CheckSetting(service ?? RunningService.None, Quick: false, _time), CancellationToken.None);

    private async Task<RegisterListing> ReadAsync(SimulatedEvc04Options options)
    {
        using var box = new SimulatedEvc04(options, _time);
        box.PlugIn(new SimulatedCar { StartDelay = TimeSpan.FromSeconds(1), FollowTime = TimeSpan.FromSeconds(1) });
        _time.Advance(TimeSpan.FromMinutes(10));
        return await ReadAsync(new BoxDialer(box));
    }
}
