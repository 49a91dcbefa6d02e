using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Settings;

/// <summary>A PEM file of certificates: a private CA, or one's own.</summary>
internal static class CertificateFile
{
    /// <summary>The file that the key names, with at least one certificate; null if there is no key, or after a fault.</summary>
    internal static PemFile? Read(SectionReader section, string key) =>
        PemFile.Read(section, key, "a readable PEM file with one or more certificates", ComplaintOf);

    private static string? ComplaintOf(string text)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
            return certificates.Count > 0 ? null : "it holds no certificate";
        }
        catch (CryptographicException)
        {
            return "it holds something that is no certificate";
        }
        finally
        {
            foreach (var certificate in certificates)
                certificate.Dispose();
        }
    }
}
