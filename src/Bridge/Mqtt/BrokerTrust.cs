using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>Judges the broker's certificate as .NET does, and says in plain words what is wrong with it.</summary>
internal static class BrokerTrust
{
    /// <summary>True if nothing is wrong; otherwise throws with the reason.</summary>
    /// <param name="host">The host name in the URL.</param>
    /// <param name="args">What .NET has found.</param>
    public static bool Judge(string host, MqttClientCertificateValidationEventArgs args) =>
        args.SslPolicyErrors == SslPolicyErrors.None
            ? true
            : throw new AuthenticationException(string.Join("; ", Complaints(host, args.SslPolicyErrors, args.Certificate, args.Chain)));

    private static IEnumerable<string> Complaints(string host, SslPolicyErrors errors, X509Certificate? certificate, X509Chain? chain)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            yield return "the broker shows no certificate";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            yield return $"the broker's certificate is not for the host name \"{host}\" of mqtt.url";
        if (!errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
            yield break;
        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.PartialChain;
        const X509ChainStatusFlags untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid;
        if ((status & untrusted) != X509ChainStatusFlags.NoError)
            yield return "the broker's certificate is not signed by a trusted CA (mqtt.caFile)";
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
            yield return $"the broker's certificate is valid from {certificate?.GetEffectiveDateString()} to {certificate?.GetExpirationDateString()}, not now";
        var others = status & ~(untrusted | X509ChainStatusFlags.NotTimeValid);
        if (others != X509ChainStatusFlags.NoError)
            yield return $"the broker's certificate is refused: {others}";
    }
}
