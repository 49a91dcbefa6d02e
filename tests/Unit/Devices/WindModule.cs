using Microsoft.Extensions.DependencyInjection;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Supervision;

namespace WallboxMqtt.Tests.Unit.Devices;

/// <summary>A source that the product does not have: <c>inverter.wind</c>, a turbine that always delivers the same.</summary>
internal sealed class WindModule() : SourceModule<WindOptions>("wind", "Wind turbine")
{
    private static readonly ValueRule<Watts> s_power = QuantityRules.Power(new Watts(9_000));
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    protected override WindOptions? Bind(SectionReader section, InverterOptions inverter) =>
        new(section.Value("power", new Watts(5_600), s_power));

    internal override TimeSpan Interval(WindOptions options) => s_second;

    internal override void Add(IServiceCollection services, WindOptions options) => services.AddSide(
        "Wind turbine (inverter.wind)",
        provider => cancellation => BlowAsync(options, provider.GetRequiredService<IReadingSink>(), provider.GetRequiredService<TimeProvider>(), cancellation));

    internal override ILinkCheck Check(WindOptions options, InverterOptions inverter, CheckSetting setting) => new WindCheck(options);

    private async Task BlowAsync(WindOptions options, IReadingSink sink, TimeProvider time, CancellationToken cancellation)
    {
        while (true)
        {
            sink.Accept(new InverterReading { Source = Key, Power = options.Power, ArrivedAt = time.GetTimestamp() });
            await Task.Delay(s_second, time, cancellation);
        }
    }

    private sealed class WindCheck(WindOptions options) : ILinkCheck
    {
        public string Part => "inverter wind";

        public Task TryAsync(CheckSteps steps, CancellationToken cancellation)
        {
            steps.Passed("wind", $"{options.Power}");
            return Task.CompletedTask;
        }
    }
}
