using System.Text;

namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>Reads a small UTF-8 file; a failure is a value, not an exception.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The text without a byte order mark. Null with a <paramref name="complaint"/> where it cannot be used, and null without
    /// one where there is no such file.
    /// </summary>
    /// <param name="files">Where to read.</param>
    /// <param name="path">Which file.</param>
    /// <param name="limit">The most bytes it may have.</param>
    /// <param name="complaint">What is wrong with it.</param>
    internal static string? Read(IFileReader files, string path, int limit, out string? complaint)
    {
        complaint = null;
        try
        {
            var content = files.Read(path, limit);
            if (content is null)
                return null;
            if (content.Length > limit)
            {
                complaint = $"the file is larger than {limit / 1024} KiB";
                return null;
            }

            return s_strict.GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            complaint = "the file is not UTF-8 text";
        }
        catch (UnauthorizedAccessException)
        {
            complaint = "the file cannot be read: permission denied, or not a file";
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            complaint = $"the file cannot be read: {e.Message.ReplaceLineEndings(" ")}";
        }

        return null;
    }
}
