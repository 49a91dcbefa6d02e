using WallboxMqtt.Bridge.Web;

namespace WallboxMqtt.Tests.Unit.Web;

public sealed class PageFilesTests
{
    [Fact]
    public void Page_IsSmallAndAsksNobodyElse()
    {
        Assert.InRange(PageFiles.All.Sum(file => PageFiles.Read(file.File).Length), 10_000, 100_000);
        foreach (var (_, file, _) in PageFiles.All)
        {
            var text = System.Text.Encoding.UTF8.GetString(PageFiles.Read(file)).Replace("http://www.w3.org/2000/svg", string.Empty, StringComparison.Ordinal);
            Assert.DoesNotContain("://", text, StringComparison.Ordinal);
            Assert.DoesNotContain(" style=", text, StringComparison.Ordinal);
        }
    }
}
