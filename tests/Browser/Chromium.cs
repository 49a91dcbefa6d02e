using Microsoft.Playwright;
using WallboxMqtt.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace WallboxMqtt.Tests.Browser;

/// <summary>Debian's Chromium, one for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where screenshots are kept.</summary>
    internal static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            // In a container of CI everything runs as root.
            ChromiumSandbox = Environment.UserName != "root",
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A new window, as a visitor has it.</summary>
    internal Task<IBrowserContext> VisitAsync(int width = 1280, int height = 900, string locale = "en-GB", ColorScheme scheme = ColorScheme.Light) =>
        _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = locale,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });

    /// <summary>Keeps a picture of the whole page.</summary>
    internal static Task KeepAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, $"{name}.png"), FullPage = true });
}
