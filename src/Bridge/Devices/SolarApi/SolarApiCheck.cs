using System.Globalization;
using System.Text.Json;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Inverters.Fronius.Push;
using WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;
using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Devices.SolarApi;

/// <summary>The inverter's Solar API: name, port, power flow, and the meter where it has one at the grid connection.</summary>
internal sealed class SolarApiCheck(SolarApiOptions api, InverterOptions inverter, CheckSetting setting) : ILinkCheck
{
    private const string Advice = "switch the Solar API on in the inverter's page (GEN24: Communication, Solar API), and look at inverter.solarApi.url; at night it may sleep";

    // Fronius allows one request every 4 s.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(4);

    /// <inheritdoc />
    public string Part => "inverter solarApi";

    /// <inheritdoc />
    public TimeSpan Longest => TimeSpan.FromSeconds(20);

    /// <inheritdoc />
    public async Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        if (setting.Service.IsRunning)
        {
            ServiceInverter.Report(steps, setting.Service, SolarApiModule.Instance.Topic, api.Url.Authority, Advice);
            return;
        }

        if (!await Network.KnowsAsync(steps, api.Url.DnsSafeHost, "inverter.solarApi.url", setting.Time, cancellation)
            || !await Network.ListensAsync(steps, api.Url.DnsSafeHost, api.Url.Port, Advice, setting.Time, cancellation))
            return;
        using var client = new SolarApiClient(api.Url, setting.Time);
        if (await PowerFlowAsync(steps, client, cancellation) is { } flow)
            await MeterAsync(steps, client, flow, cancellation);
    }

    private async Task<PowerFlow?> PowerFlowAsync(CheckSteps steps, SolarApiClient client, CancellationToken cancellation)
    {
        const string step = "power flow";
        try
        {
            var upload = new FirstUpload(new PowerFlowRules(inverter.RatedPower), setting.Time);
            if (upload.Offer("solarApi", await client.GetAsync(SolarApiClient.PowerFlow, cancellation), out var fault) == UploadVerdict.Incomplete)
                fault = "the answer is not a whole JSON document";
            if (fault is not null)
            {
                steps.Failed(step, fault, $"inverter.ratedPower must be the AC rating of all inverters together (now {inverter.RatedPower}); {Advice}");
                return null;
            }

            var (flow, _, behind) = await upload.Came;
            UploadFindings.Report(steps, step, flow!, behind);
            return flow;
        }
        catch (SolarApiException failed)
        {
            steps.Failed(step, failed.Message, Advice);
            return null;
        }
    }

    private async Task MeterAsync(CheckSteps steps, SolarApiClient client, PowerFlow flow, CancellationToken cancellation)
    {
        const string step = "meter";
        if (!flow.MeterAtGrid)
        {
            steps.Passed(step, "none at the grid connection");
            return;
        }

        await Task.Delay(s_pause, setting.Time, cancellation);
        try
        {
            var meter = MeterParser.Parse(await client.GetAsync(SolarApiClient.Meters, cancellation));
            if (meter?.Power is not { } power)
                steps.Failed(step, "it has no valid values", "look at the meter's display and its cable to the inverter");
            else
                steps.Passed(step, string.Create(CultureInfo.InvariantCulture, $"{power.Value:0} W from the grid{(meter.Current is null ? ", phases not reported" : ", each phase reported")}"));
        }
        catch (Exception failed) when (failed is SolarApiException or PowerFlowException or JsonException)
        {
            steps.Failed(step, failed.Message, "look at the meter's display and its cable to the inverter");
        }
    }
}
