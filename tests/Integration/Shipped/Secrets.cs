namespace WallboxMqtt.Tests.Integration.Shipped;

/// <summary>A copy of the folder <c>mosquitto</c> in a directory of its own, where the shipped script makes passwords and certificates.</summary>
internal sealed class Secrets : IDisposable
{
    public Secrets()
    {
        // Started by root, mosquitto changes to its own user, who must be able to come here.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Home, (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(Folder);
        foreach (var name in (string[])["acl", "make-secrets.sh", "mosquitto.conf"])
            File.Copy(Path.Combine(Repository.Root, "mosquitto", name), Path.Combine(Folder, name));
    }

    /// <summary>What stands for the repository: <c>.env</c> comes here.</summary>
    public string Home { get; } = Directory.CreateTempSubdirectory("wallbox-shipped-").FullName;

    /// <summary>The copy of <c>mosquitto</c>.</summary>
    public string Folder => Path.Combine(Home, "mosquitto");

    /// <summary>The private CA's certificate.</summary>
    public string Authority => Path.Combine(Folder, "certs", "ca.crt");

    /// <summary>The user that mosquitto will run as.</summary>
    public static string Owner => Environment.IsPrivilegedProcess ? "mosquitto" : Environment.UserName;

    /// <summary>A file that the script has made.</summary>
    public string Made(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>A user's password.</summary>
    public string Password(string user) => Made($"secrets/{user}").Trim();

    /// <summary>Runs the script; its exit code and what it says.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) =>
        ExternalProgram.RunAsync(Path.Combine(Folder, "make-secrets.sh"), ["--owner", Owner, .. arguments]);

    /// <summary>Runs the script and expects success.</summary>
    public Task MakeAsync(params string[] arguments) =>
        ExternalProgram.SucceedAsync(Path.Combine(Folder, "make-secrets.sh"), ["--owner", Owner, .. arguments]);

    public void Dispose() => Directory.Delete(Home, recursive: true);
}
