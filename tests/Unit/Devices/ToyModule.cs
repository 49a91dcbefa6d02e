using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Devices;

namespace WallboxMqtt.Tests.Unit.Devices;

/// <summary>A wallbox that the product does not have: <c>type: toy</c>, without any line to it.</summary>
internal sealed class ToyModule() : ChargerModule<ToyOptions>("toy")
{
    protected override ToyOptions Bind(SectionReader section) => new(section.Value("colour", "red", TextRules.Printable(20)));

    internal override ModbusUnit? Unit(ToyOptions options) => null;

    internal override ICharger Build(ChargerOptions charger, ToyOptions options, DriverParts parts) => new Toy(charger);

    internal override ILinkCheck Check(ChargerOptions charger, ToyOptions options, GridCap grid, CheckSetting setting) => new ToyCheck(charger, options);

    internal override Task<RegisterListing> ReadRegistersAsync(ChargerOptions charger, ToyOptions options, CheckSetting setting, CancellationToken cancellation) =>
        Task.FromResult(new RegisterListing(charger.Id, "the toy box", 1, [new RegisterLine("Colour", 1, new byte[] { 0, 7 }) { Raw = 7, Text = options.Colour, Shown = options.Colour }], null));

    private sealed class ToyCheck(ChargerOptions charger, ToyOptions options) : ILinkCheck
    {
        public string Part => $"charger {charger.Id}";

        public Task TryAsync(CheckSteps steps, CancellationToken cancellation)
        {
            steps.Passed("colour", options.Colour);
            return Task.CompletedTask;
        }
    }

    private sealed class Toy(ChargerOptions charger) : ICharger
    {
        private int _setpoint;

        public string Address => "the toy box";

        public bool IsOpen { get; private set; }

        public ChargerIdentity? Identity => new("1", null, "Toy", charger.Id, null, 3, null);

        public ChargerReading Reading => new()
        {
            State = ChargerState.Charging,
            Charging = true,
            Vehicle = true,
            MaxCurrent = new Amperes(32),
            Current = new PhaseValues<Amperes?>(new Amperes(_setpoint), new Amperes(_setpoint), new Amperes(_setpoint)),
            Voltage = new PhaseValues<Volts?>(new Volts(230), new Volts(230), new Volts(230)),
        };

        public FailsafeReport Failsafe => new(charger.Failsafe.Current, charger.Failsafe.Timeout, null);

        public bool IsFrozen => false;

        public TimeSpan LongestRead => TimeSpan.Zero;

        public ValueTask ConnectAsync(CancellationToken cancellation)
        {
            IsOpen = true;
            return default;
        }

        public ValueTask DisconnectAsync()
        {
            IsOpen = false;
            return default;
        }

        public ValueTask WriteSetpointAsync(int amperes, CancellationToken cancellation)
        {
            _setpoint = amperes;
            return default;
        }

        public ValueTask<int> ReadSetpointAsync(CancellationToken cancellation) => new(_setpoint);

        public ValueTask WriteAliveAsync(CancellationToken cancellation) => default;

        public ValueTask<bool> EnsureFailsafeAsync(int amperes, CancellationToken cancellation) => new(false);

        public void BeginReads()
        {
        }

        public ValueTask<bool> ReadNextAsync(CancellationToken cancellation) => new(false);

        public ValueTask DisposeAsync() => DisconnectAsync();
    }
}
