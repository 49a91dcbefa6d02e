using System.Security.Cryptography;

namespace WallboxMqtt.Tests.Integration.Broker;

/// <summary>Mosquitto's files, the same in a container and for a process.</summary>
internal static class BrokerFiles
{
    internal const string Configuration = "mosquitto.conf";

    private const int Iterations = 101;

    /// <summary>All files by name.</summary>
    /// <param name="setup">What the test wants.</param>
    /// <param name="directory">Where mosquitto will find them.</param>
    /// <param name="data">Where mosquitto may keep its store.</param>
    /// <param name="listeners">Its listeners: <c>listener PORT [ADDRESS]</c>, the plain one first, then the TLS one.</param>
    internal static Dictionary<string, string> Write(BrokerSetup setup, string directory, string data, string[] listeners)
    {
        var files = new Dictionary<string, string>();
        var lines = new List<string> { "log_dest stderr", "set_tcp_nodelay true", $"persistence {(setup.Persistent ? "true" : "false")}" };
        if (setup.Persistent)
            lines.Add($"persistence_location {data}/");
        if (setup.Acl is not null)
            lines.Add($"acl_file {Put("acl", setup.Acl)}");
        lines.Add(setup.Users.Count == 0 ? "allow_anonymous true" : $"allow_anonymous false\npassword_file {Put("passwords", Passwords(setup.Users))}");
        lines.Add(listeners[0]);
        if (setup.Tls is { } tls)
        {
            lines.Add(listeners[1]);
            lines.Add($"certfile {Put("server.pem", File.ReadAllText(tls.Certificate))}\nkeyfile {Put("server.key", File.ReadAllText(tls.Key))}");
            lines.Add($"cafile {Put("ca.pem", File.ReadAllText(tls.Authority))}\nrequire_certificate {(setup.AsksForCertificate ? "true" : "false")}");
        }

        Put(Configuration, string.Join('\n', lines) + "\n");
        return files;

        string Put(string name, string text)
        {
            files[name] = text;
            return $"{directory}/{name}";
        }
    }

    // Mosquitto's own form: $7$ is PBKDF2 with SHA-512.
    private static string Passwords(IReadOnlyDictionary<string, string> users) => string.Concat(users.Select(user =>
    {
        var salt = RandomNumberGenerator.GetBytes(12);
        var hash = Rfc2898DeriveBytes.Pbkdf2(user.Value, salt, Iterations, HashAlgorithmName.SHA512, 64);
        return $"{user.Key}:$7${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}\n";
    }));
}
