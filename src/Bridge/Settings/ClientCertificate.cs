using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Settings;

/// <summary>What this client shows to a broker that asks for a certificate: the certificate and its private key, in two PEM files.</summary>
internal static class ClientCertificate
{
    /// <summary>The two paths; both null if there are no keys, or after a fault.</summary>
    internal static (string? CertFile, string? KeyFile) Read(SectionReader section, string certKey, string keyKey)
    {
        var certificate = CertificateFile.Read(section, certKey);
        var key = PemFile.Read(
            section, keyKey, $"a readable PEM file with the private key of {certKey}, without a password", text => ComplaintOf(certificate, text));
        foreach (var (one, other) in new[] { (certKey, keyKey), (keyKey, certKey) })
        {
            if (section.Has(one) && !section.Has(other))
                section.Refuse(one, $"given without {other}", $"{certKey} and {keyKey} together");
        }

        return certificate is null || key is null ? (null, null) : (certificate.Path, key.Path);
    }

    private static string? ComplaintOf(PemFile? certificate, string key)
    {
        if (key.Contains("ENCRYPTED", StringComparison.Ordinal))
            return "its key is locked with a password";
        if (certificate is null)
            return null;
        try
        {
            using var pair = X509Certificate2.CreateFromPem(certificate.Text, key);
            return null;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return "it holds no private key that belongs to the certificate";
        }
    }
}
