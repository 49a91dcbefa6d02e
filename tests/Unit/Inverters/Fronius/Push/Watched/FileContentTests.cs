using System.Text;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Watched;

namespace WallboxMqtt.Tests.Unit.Inverters.Fronius.Push.Watched;

public sealed class FileContentTests
{
    [Theory]
    [InlineData("{1}|{1}", "{1}|=")]
    [InlineData("{1}|{2}", "{1}|{2}")]
    // Truncated, and written piece by piece.
    [InlineData("{1}||{2|{2}", "{1}||{2|{2}")]
    // Appended documents: the last one is meant, whether or not it comes whole.
    [InlineData("{1}|{1}{2}|{1}{2}\n{3}", "{1}|{2}|\n{3}")]
    [InlineData("{1}|{1}{2|{1}{2}", "{1}|{2|{2}")]
    // A document that grows: an opening brace behind a colon or a comma is none of a new one.
    [InlineData("{\"a\":|{\"a\":{\"b\":1}}", "{\"a\":|{\"a\":{\"b\":1}}")]
    [InlineData("{\"a\":{}|{\"a\":{},\"b\":{}}", "{\"a\":{}|{\"a\":{},\"b\":{}}")]
    // Appended, then written anew.
    [InlineData("{1}|{1}{2}|{3}|{3}{4}", "{1}|{2}|{3}|{4}")]
    public void Change_AsItIsWritten_GivesTheDocumentMeant(string contents, string documents)
    {
        var content = new FileContent();
        var found = contents.Split('|').Select(text => content.Change(Encoding.UTF8.GetBytes(text), out var document) ? Encoding.UTF8.GetString(document) : "=");
        Assert.Equal(documents, string.Join('|', found.ToArray().Select((text, index) => index == 0 && text == "=" ? "" : text)));
    }
}
