using System.Collections.Immutable;
using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Evc04;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Simulator.Evc04;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>What stands in a simulated house and how its owner has set the service: what the oracle reckons with.</summary>
internal sealed record HouseFacts
{
    /// <summary>The contract, A a phase; null where it says watts.</summary>
    public double? CapAmperes { get; init; } = 16;

    /// <summary>The contract, W; null where it says amperes.</summary>
    public double? CapWatts { get; init; }

    /// <summary>The configured voltage; null where it is measured.</summary>
    public double? FixedVolts { get; init; } = 230;

    /// <summary>What really stands at L1; L2 and L3 have 1 and 2 V more.</summary>
    public double Volts { get; init; } = 228;

    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan RaiseDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Configured failsafe current of each charger, A.</summary>
    public int Failsafe { get; init; } = 10;

    /// <summary>Configured failsafe timeout.</summary>
    public TimeSpan FailsafeTimeout { get; init; } = TimeSpan.FromSeconds(20);

    public bool WritesFailsafe { get; init; } = true;

    /// <summary>How long a request usually takes to arrive.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>True where the wallboxes hang on serial lines.</summary>
    public bool Serial { get; init; }

    /// <summary>The most for a car that is not seen on all phases, A; null for no such limit.</summary>
    public double? Unbalance { get; init; }

    /// <summary>What the house may import, A a phase; null where no meter is guarded.</summary>
    public double? MeterLimit { get; init; }

    /// <summary>What the chargers get while the meter is silent, A a phase.</summary>
    public int MeterFallback { get; init; } = 6;

    /// <summary>What a second source of the inverter's power shows of it; null where there is none.</summary>
    public double? SecondSource { get; init; }

    /// <summary>How often the inverter uploads.</summary>
    public TimeSpan Upload { get; init; } = TimeSpan.FromSeconds(10);

    public ImmutableArray<SimulatedEvc04Options> Boxes { get; init; } = [new()];

    public int Chargers => Boxes.Length;

    /// <summary>The voltage that amperes are reckoned with.</summary>
    public double Reckoned => FixedVolts ?? Math.Max(230, Volts + 2);

    /// <summary>The voltage that may be reckoned with where no measurement of it comes: the highest that a grid may have.</summary>
    public double ReckonedAtMost
    {
        get
        {
            ushort[] voltages = [1014, 1016, 1018];
            var sure = FixedVolts is not null || (Exchange < TimeSpan.FromMilliseconds(150) && !Boxes.Any(box => voltages.Any(box.Hides)));
            return sure ? Reckoned : 253;
        }
    }

    /// <summary>The contract in W.</summary>
    public double Cap => CapWatts ?? CapAmperes!.Value * 3 * Reckoned;

    /// <summary>The most that one request may take, answer and turn included.</summary>
    public TimeSpan Exchange => Latency + TimeSpan.FromSeconds(Serial ? 4 : 0);

    /// <summary>The failsafe timeout that holds in a wallbox, the configured one or its own.</summary>
    public TimeSpan RealTimeout => WritesFailsafe
        ? FailsafeTimeout
        : TimeSpan.FromSeconds(Boxes.Max(box => box.FailsafeTimeout == 0 ? 20 : box.FailsafeTimeout));

    /// <summary>The service's configuration.</summary>
    internal WallboxOptions Options() => new()
    {
        Grid = new GridCap(Amperes(CapAmperes), CapWatts is { } watts ? new Watts(watts) : null, 3, FixedVolts is { } volts ? new Volts(volts) : null)
        {
            UnbalanceLimit = Amperes(Unbalance),
        },
        MeterLimit = MeterLimit is { } limit ? new MeterLimit(new Amperes(limit), null, new Amperes(MeterFallback), TimeSpan.FromSeconds(30)) : null,
        Inverter = new InverterOptions { RatedPower = new Watts(9900), MaxAge = MaxAge },
        Policy = new PolicyOptions { RaiseDelay = RaiseDelay },
        Chargers =
        [
            .. Enumerable.Range(1, Chargers).Select(number => new ChargerOptions
            {
                Id = $"charger{number}",
                Device = Evc04Module.Instance.Configured(new Evc04Link(ModbusAddress.Parse(Serial ? "rtu:///dev/simulated?baud=19200&parity=none&stopBits=1" : "tcp://simulated:502"))),
                Poll = Poll,
                Failsafe = new FailsafeOptions { Current = new Amperes(Failsafe), Timeout = FailsafeTimeout, Write = WritesFailsafe },
            }),
        ],
    };

    private static Amperes? Amperes(double? value) => value is { } amperes ? new Amperes(amperes) : null;
}
