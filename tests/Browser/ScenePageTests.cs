using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace WallboxMqtt.Tests.Browser;

public sealed class ScenePageTests(Chromium chromium, Demo demo)
{
    public static TheoryData<string, int, string, ColorScheme> Looks()
    {
        var looks = new TheoryData<string, int, string, ColorScheme>();
        foreach (var scene in Scene.All)
        {
            looks.Add(scene.Name, 1280, "en-GB", ColorScheme.Light);
            looks.Add(scene.Name, 390, "de-DE", ColorScheme.Dark);
        }

        looks.Add("sun", 320, "de-DE", ColorScheme.Light);
        looks.Add("charger-offline", 320, "de-DE", ColorScheme.Dark);
        looks.Add("two-chargers", 768, "de-DE", ColorScheme.Dark);
        return looks;
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Page_InEachScene_FitsAndIsAccessible(string name, int width, string locale, ColorScheme scheme)
    {
        await using var visit = await chromium.VisitAsync(width, 800, locale, scheme);
        await Scene.All.Single(scene => scene.Name == name).PlayAsync(visit);
        var page = await visit.NewPageAsync();
        var faults = new List<string>();
        page.PageError += (_, fault) => faults.Add(fault);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("503", StringComparison.Ordinal))
                faults.Add(message.Text);
        };
        await page.GotoAsync(demo.Page);
        await Assertions.Expect(page.Locator("#reasons li").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#chart svg")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#version")).ToContainTextAsync("wallbox-mqtt");
        await Chromium.KeepAsync(page, $"{name}-{width}-{locale[..2]}-{scheme}");

        Assert.Equal(locale[..2], await page.Locator("html").GetAttributeAsync("lang"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "scrolls sideways");
        var found = await page.RunAxe();
        Assert.Empty(found.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help}: {violation.Nodes[0].Html}"));
        Assert.Empty(faults);
    }
}
