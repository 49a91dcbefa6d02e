using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Health;
using WallboxMqtt.Bridge.Web;

namespace WallboxMqtt.Tests.Unit.Health;

public sealed class LoopLifeTests
{
    private static readonly GridCap s_cap = new(new Amperes(16), null, 3, new Volts(230));

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 21, 10, 0, 0, TimeSpan.Zero));
    private readonly ReportFeed _feed = new();
    private readonly ReportBoard _board;
    private readonly PlantState _plant;
    private readonly LoopLife _life;

    public LoopLifeTests()
    {
        _board = new ReportBoard(s_cap, TimeSpan.FromSeconds(30), new EnergyLedger(["left", "right"], _time), _feed, _time);
        _plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), new ChangeSignal(), _time);
        _life = new LoopLife(["left", "right"], _feed, _time);
    }

    [Fact]
    public void Stuck_NoRoundSinceTheStart_NamesAllAfterAMinute()
    {
        Pass(60);
        Assert.Null(_life.Stuck);
        Pass(1);
        Assert.Equal(
            "stuck: left has finished no control round for 61 s, since 2026-06-21 10:00:00 UTC; right has finished no control round for 61 s, since 2026-06-21 10:00:00 UTC",
            _life.Stuck);
    }

    [Fact]
    public void Stuck_OneLoopStands_NamesItUntilItsNextRound()
    {
        Round(0, 1);
        for (var round = 1; round <= 90; round++)
        {
            Pass(1);
            Round(1, round);
        }

        Assert.Equal("stuck: left has finished no control round for 90 s, since 2026-06-21 10:00:00 UTC", _life.Stuck);
        Round(0, 2);
        Assert.Null(_life.Stuck);
    }

    [Fact]
    public void Stuck_ReportsWithoutANewRound_DoNotCount()
    {
        Round(0, 1);
        Round(1, 1);
        Pass(61);
        Round(0, 1);
        Round(1, 2);
        Assert.Equal("stuck: left has finished no control round for 61 s, since 2026-06-21 10:00:00 UTC", _life.Stuck);
    }

    [Fact]
    public async Task Health_LoopsLiveAndStand_AnswersOneLine()
    {
        Round(0, 1);
        Round(1, 1);
        Assert.Equal("200 live\n", await LiveAsync());
        Pass(30);
        Assert.Equal("503 charger not under control\n", await ReadyAsync());
        Round(1, 2);
        Pass(31);
        const string stuck = "503 stuck: left has finished no control round for 61 s, since 2026-06-21 10:00:00 UTC\n";
        Assert.Equal((stuck, stuck), (await LiveAsync(), await ReadyAsync()));
        Round(0, 2);
        Assert.Equal("200 live\n", await LiveAsync());
    }

    private Task<string> LiveAsync() => AnswerAsync(new HealthEndpoints(_feed, _life, _time).LiveAsync);

    private Task<string> ReadyAsync() => AnswerAsync(new HealthEndpoints(_feed, _life, _time).ReadyAsync);

    private static async Task<string> AnswerAsync(Func<HttpContext, Task> answer)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext();
        context.Response.Body = body;
        await answer(context);
        return $"{context.Response.StatusCode} {Encoding.UTF8.GetString(body.ToArray())}";
    }

    private void Pass(int seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private void Round(int charger, long rounds)
    {
        var (intent, volts, sun) = (new Intent(ChargingMode.PvBoost, null), new Volts(230), _plant.Evaluate());
        var report = new ChargerReport { Id = charger == 0 ? "left" : "right", Online = true, Rounds = rounds };
        _board.Post(charger, report, intent, sun, ChargingPolicy.Decide(s_cap, intent, new Sun(sun.Status, sun.Now, sun.Steady), volts), volts);
    }
}
