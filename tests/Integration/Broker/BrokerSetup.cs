namespace WallboxMqtt.Tests.Integration.Broker;

/// <summary>How a test wants its broker.</summary>
internal sealed record BrokerSetup
{
    /// <summary>An ACL file's text; null allows everything.</summary>
    public string? Acl { get; init; }

    /// <summary>Users and their passwords; none lets anybody in.</summary>
    public IReadOnlyDictionary<string, string> Users { get; init; } = new Dictionary<string, string>();

    /// <summary>What the broker shows on its TLS port; null for no such port.</summary>
    public Certificates? Tls { get; init; }

    /// <summary>True where the TLS port asks for a client certificate of the same CA.</summary>
    public bool AsksForCertificate { get; init; }

    /// <summary>True where retained messages and sessions survive a restart; otherwise each start is with an empty store.</summary>
    public bool Persistent { get; init; }
}
