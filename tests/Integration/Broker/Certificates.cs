using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WallboxMqtt.Tests.Integration.Broker;

/// <summary>A private CA, a broker's certificate and a client's, as PEM files in a directory of their own.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("wallbox-certificates-").FullName;
    private readonly DateTimeOffset _from = TimeProvider.System.GetUtcNow().AddDays(-10);

    /// <summary>Issues them.</summary>
    /// <param name="host">The host name in the broker's certificate.</param>
    /// <param name="valid">For how many days it is valid still; negative where it has expired.</param>
    internal Certificates(string host = "localhost", int valid = 5)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(_from, _from.AddDays(20));
        File.WriteAllText(Authority, authority.ExportCertificatePem());
        Issue(authority, host, _from.AddDays(10 + valid), Certificate, Key);
        Issue(authority, "wallbox", _from.AddDays(15), ClientCertificate, ClientKey);
    }

    internal string Authority => Path.Combine(_directory, "ca.pem");

    internal string Certificate => Path.Combine(_directory, "server.pem");

    internal string Key => Path.Combine(_directory, "server.key");

    internal string ClientCertificate => Path.Combine(_directory, "client.pem");

    internal string ClientKey => Path.Combine(_directory, "client.key");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private void Issue(X509Certificate2 authority, string name, DateTimeOffset until, string certificateFile, string keyFile)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, _from, until, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
    }
}
