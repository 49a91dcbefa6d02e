namespace WallboxMqtt.Tests.Unit.Metering;

/// <summary>Wallboxes whose registers do anything at all, against the energy that truly flowed.</summary>
public sealed class MeteringPropertyTests
{
    private const int Hours = 12;

    [Fact]
    public void Energies_OfAnyRegisters_NeitherFallNorLeapNorStray()
    {
        for (var seed = 0; seed < 40; seed++)
            new Walk(seed).Run();
    }

    private sealed class Walk(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly MeteredWallbox _box = new();
        private double? _total;
        private double? _session;
        private double _charged;
        private double _began;
        private double _from;
        private bool _plugged;
        private readonly Dictionary<string, double> _rises = [];

        internal void Run()
        {
            _box.Vehicle = false;
            _box.Duration = TimeSpan.Zero;
            _box.SessionRegister = _ => 0;
            _box.Evaluate();
            (_from, _total) = (_box.Meter.Meter!.Value.Value - _box.Energy, _box.Meter.Meter.Value.Value);
            for (var minute = 0; minute < Hours * 60; minute += 5)
            {
                Change();
                _box.Pass(300, Hold);
            }

            Near(_box.Energy + _from, _total!.Value, 3000, "energy_total");
            Near(_box.Energy, _charged, 3000, "charged");
        }

        private void Change()
        {
            // With registers that go on as they were: what they count while the service is away is believed.
            if (_random.Next(12) == 0 && _box.MeterRegister(_box.Energy) is not null && _box.SessionRegister(_box.Energy) is not null)
            {
                _box.Restart(5);
                _box.Evaluate();
            }

            if (_random.Next(12) == 0)
                Plug(!_plugged);
            if (_random.Next(4) == 0)
                _box.Power = _plugged ? _random.Next(3) * 5500 : 0;
            if (_random.Next(8) == 0)
                _box.MeterRegister = Register(1_000_000 * _random.NextDouble());
            if (_random.Next(8) == 0)
                _box.SessionRegister = Register(_random.Next(2) * 50_000, _began);
        }

        private void Plug(bool car)
        {
            (_plugged, _box.Vehicle, _box.Power) = (car, car, 0);
            if (!car)
                return;
            _began = _box.Energy;
            (_session, _box.Duration, _box.SessionRegister) = (0, TimeSpan.Zero, energy => Math.Floor(energy - _began));
        }

        private Func<double, double?> Register(double start, double since = 0)
        {
            var stuck = start + _box.Energy;
            double[] factors = [0.01, 0.1, 3, 100];
            var factor = factors[_random.Next(factors.Length)];
            return _random.Next(6) switch
            {
                0 => _ => stuck,
                1 => energy => Math.Floor((start + energy) * factor / 100) * 100,
                2 => _ => null,
                3 => _ => _random.Next(int.MaxValue),
                _ => energy => Math.Floor((start + energy - since) / 100) * 100,
            };
        }

        private void Hold()
        {
            var total = _box.Meter.Meter!.Value.Value;
            Between(_total!.Value, total, 300, "energy_total");
            _total = total;
            var charged = _box.Meter.Charged.Total.Value;
            Between(_charged, charged, 500, "charged");
            _charged = charged;
            if (_box.Meter.Session?.Value is not { } session)
            {
                // Unknown after a restart, for as long as the device gives no figure.
                _session = null;
                return;
            }

            // A session that the device begins by itself begins at nothing.
            if (_session is { } before && session >= 400)
                Between(before, session, 300, "session_energy");
            if (_plugged)
                Assert.True(session <= (2 * (_box.Energy - _began)) + 1200, $"seed {seed}: session_energy {session} of {_box.Energy - _began} Wh");
            _session = session;
        }

        // What has flowed since the last rise may come at once: a register that lagged behind.
        private void Between(double before, double now, double step, string what)
        {
            var flowed = _box.Energy - _rises.GetValueOrDefault(what) + (_box.Power / 3600);
            Assert.True(now - before >= -0.001 && now - before <= (2 * flowed) + step, $"seed {seed}: {what} rises by {now - before} Wh at {_box.Power} W");
            if (now > before)
                _rises[what] = _box.Energy;
        }

        private void Near(double truth, double published, double most, string what) =>
            Assert.True(Math.Abs(published - truth) <= most, $"seed {seed}: {what} {published} instead of {truth} Wh");
    }
}
