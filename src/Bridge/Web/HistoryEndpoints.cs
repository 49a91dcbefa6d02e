using System.Globalization;
using System.Text;
using System.Text.Json;
using WallboxMqtt.Bridge.History;
using WallboxMqtt.Bridge.Http;
using WallboxMqtt.Bridge.Text;
using WallboxMqtt.Bridge.Web.Answers;

namespace WallboxMqtt.Bridge.Web;

/// <summary>The history as JSON and CSV; 503 with one line where there is none.</summary>
internal sealed class HistoryEndpoints(HistoryKeeper history, TimeProvider time) : IPageEndpoints
{
    private const int UsualSessions = 100;
    private const int MostSessions = 5000;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder page)
    {
        page.MapGet("/api/history", SamplesAsync);
        page.MapGet("/api/sessions", SessionsAsync);
        page.MapGet("/sessions.csv", CsvAsync);
        page.MapGet("/api/days", DaysAsync);
    }

    private Task SamplesAsync(HttpContext context)
    {
        var until = time.GetUtcNow().ToUnixTimeSeconds();
        var since = Number(context, "since", 0, long.MaxValue) ?? 0;
        return AnswerAsync(context, database => database.Samples(since, until), samples => JsonSerializer.Serialize(
            new SampleColumns(
                Sample.Step,
                [.. samples.Select(sample => sample.Time)],
                [.. samples.Select(sample => Whole(sample.Pv))],
                [.. samples.Select(sample => Whole(sample.Allowance))],
                [.. samples.Select(sample => Whole(sample.Power))],
                [.. samples.Select(sample => Whole(sample.Setpoint))]),
            AnswerContext.Compact.SampleColumns));
    }

    private Task SessionsAsync(HttpContext context)
    {
        var most = (int)(Number(context, "limit", 1, MostSessions) ?? UsualSessions);
        return AnswerAsync(context, database => database.Sessions(most, time.LocalTimeZone), sessions => JsonSerializer.Serialize(
            new SessionList([.. sessions.Select(Line)]), AnswerContext.Compact.SessionList));
    }

    private Task DaysAsync(HttpContext context) => AnswerAsync(context, database => database.Days(), days => JsonSerializer.Serialize(
        new DayList([.. days.Select(Line)]), AnswerContext.Compact.DayList));

    // RFC 4180. A charger's id has letters, digits, - and _ only: nothing needs quotes.
    private Task CsvAsync(HttpContext context) => AnswerAsync(
        context,
        database => database.Sessions(MostSessions, time.LocalTimeZone),
        sessions =>
        {
            var csv = new StringBuilder("charger,start,end,energy_kwh,pv_kwh,grid_kwh,max_power_w\r\n");
            foreach (var session in sessions)
            {
                csv.Append(
                    CultureInfo.InvariantCulture,
                    $"{session.Charger},{session.Start:yyyy-MM-dd'T'HH:mm:sszzz},{session.End:yyyy-MM-dd'T'HH:mm:sszzz},{Kilo(session.Energy)},{Kilo(session.Sun)},{Kilo(session.Grid)},{session.MaxPower:0}\r\n");
            }

            context.Response.Headers.ContentDisposition = "attachment; filename=\"sessions.csv\"";
            return csv.ToString();
        },
        "text/csv; charset=utf-8");

    private async Task AnswerAsync<T>(
        HttpContext context, Func<HistoryDatabase, T> question, Func<T, string> write, string type = "application/json")
        where T : class
    {
        var (answer, fault) = await history.AskAsync(question, context.RequestAborted);
        if (answer is null)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await PageAnswer.LineAsync(context, $"no history: {fault}");
            return;
        }

        await PageAnswer.SendAsync(context, type, Encoding.UTF8.GetBytes(write(answer)));
    }

    private static SessionLine Line(ChargingSession session) => new(
        session.Charger,
        JsonText.Moment(session.Start),
        session.End is { } end ? JsonText.Moment(end) : null,
        Kilo(session.Energy),
        Math.Round(session.Sun / session.Energy, 3),
        Math.Round(session.MaxPower));

    private static DayLine Line(DaySum day) => new(
        day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Kilo(day.Pv), Kilo(day.Sun + day.Grid), Kilo(day.Sun), Kilo(day.Grid), day.Sessions);

    private static double? Whole(double? value) => value is { } known ? Math.Round(known) : null;

    private static double Kilo(double wattHours) => Math.Round(wattHours / 1000, 3);

    private static long? Number(HttpContext context, string name, long least, long most) =>
        long.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? Math.Min(number, most) : null;
}
