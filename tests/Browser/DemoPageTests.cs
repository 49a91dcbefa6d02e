using Microsoft.Playwright;

namespace WallboxMqtt.Tests.Browser;

public sealed class DemoPageTests(Chromium chromium, Demo demo)
{
    [Fact]
    public async Task Figures_OfTheDemo_MoveAndModeButtonsWork()
    {
        await using var visit = await chromium.VisitAsync();
        var page = await OpenAsync(visit);
        await page.ClickAsync("[data-mode=pv-boost]");
        var draws = page.Locator("#flow-car");
        await Assertions.Expect(draws).ToContainTextAsync("kW", new() { Timeout = 60_000 });
        var before = await draws.TextContentAsync();
        await Assertions.Expect(draws).Not.ToHaveTextAsync(before!, new() { Timeout = 60_000 });

        await page.ClickAsync("[data-mode=off]");
        await Assertions.Expect(page.Locator("[data-mode=off]")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("mode is off");
        await Assertions.Expect(page.Locator("#reasons")).ToContainTextAsync("Switched off");
        Assert.Contains("\"mode\":\"off\"", await StateAsync(), StringComparison.Ordinal);
        await page.ClickAsync("[data-mode=pv-boost]");
        await Assertions.Expect(page.Locator("[data-mode=pv-boost]")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task Chart_ByPointerAndKeys_TellsItsFigures()
    {
        await using var visit = await chromium.VisitAsync();
        await Scene.All[0].PlayAsync(visit);
        var page = await OpenAsync(visit);
        await page.HoverAsync("#chart", new() { Position = new Position { X = 600, Y = 60 } });
        var said = page.Locator("#chart-said");
        await Assertions.Expect(said).ToContainTextAsync("allowance");
        await page.FocusAsync("#chart");
        await page.Keyboard.PressAsync("Home");
        var first = await said.TextContentAsync();
        await page.Keyboard.PressAsync("PageDown");
        await Assertions.Expect(said).Not.ToHaveTextAsync(first!);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(said).ToBeEmptyAsync();
        await page.ClickAsync("[data-hours='3']");
        await Assertions.Expect(page.Locator("#chart")).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("last 3 hours", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.ClickAsync("summary");
        Assert.InRange(await page.Locator("#chart-table tbody tr").CountAsync(), 24, 25);
    }

    private async Task<IPage> OpenAsync(IBrowserContext visit)
    {
        var page = await visit.NewPageAsync();
        await page.GotoAsync(demo.Page);
        await Assertions.Expect(page.Locator("#live-text")).Not.ToHaveTextAsync("Connecting", new() { Timeout = 20_000 });
        return page;
    }

    private async Task<string> StateAsync()
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(demo.Page + "api/state"));
    }
}
