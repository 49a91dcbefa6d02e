namespace WallboxMqtt.Tests.Integration.Shipped;

/// <summary>The script that makes passwords and certificates.</summary>
public sealed class SecretsTests : IDisposable
{
    private readonly Secrets _secrets = new();

    public void Dispose() => _secrets.Dispose();

    [Fact]
    public async Task Script_RunTwice_OverwritesNothing()
    {
        await _secrets.MakeAsync("192.0.2.5", "broker.example");
        var before = Everything();
        Assert.Contains("DNS:broker.example", await CertificateAsync(), StringComparison.Ordinal);
        Assert.Contains("IP Address:192.0.2.5", await CertificateAsync(), StringComparison.Ordinal);
        Assert.Contains("DNS:mosquitto", await CertificateAsync(), StringComparison.Ordinal);

        await _secrets.MakeAsync();
        Assert.Equal(before, Everything());

        var (exitCode, output) = await _secrets.RunAsync("other.example");
        Assert.Equal(1, exitCode);
        Assert.Contains("--renew certificate", output, StringComparison.Ordinal);
        Assert.Equal(before, Everything());
    }

    [Theory]
    [InlineData("passwords", "passwords secrets/dashboard secrets/homeassistant secrets/wallbox")]
    [InlineData("certificate", "certs/server.crt certs/server.key")]
    [InlineData("ca", "certs/ca.crt certs/server.crt certs/server.key secrets/ca.key")]
    [InlineData("ftp", "../.env")]
    public async Task Script_Renew_MakesAnewWhatWasAskedFor(string what, string changed)
    {
        await _secrets.MakeAsync();
        var before = Everything();
        await _secrets.MakeAsync("--renew", what);
        var after = Everything();
        Assert.Equal(changed.Split(' '), after.Where(file => before[file.Key] != file.Value).Select(file => file.Key));
        await ExternalProgram.SucceedAsync("openssl", "verify", "-x509_strict", "-CAfile", _secrets.Authority, Path.Combine(_secrets.Folder, "certs", "server.crt"));
    }

    [Fact]
    public async Task Script_RenewFtp_KeepsWhatAPersonWroteIntoTheFile()
    {
        await _secrets.MakeAsync();
        await File.AppendAllTextAsync(Path.Combine(_secrets.Home, ".env"), "WALLBOX_CHARGERS__0__URL=tcp://192.0.2.8:502\n");
        await _secrets.MakeAsync("--renew", "ftp");
        var lines = (await File.ReadAllTextAsync(Path.Combine(_secrets.Home, ".env"))).Split('\n');
        Assert.Contains("WALLBOX_CHARGERS__0__URL=tcp://192.0.2.8:502", lines);
        Assert.Single(lines, line => line.StartsWith("WALLBOX_INVERTER__FTP__PASSWORD=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Script_Files_AreNotForEverybody()
    {
        await _secrets.MakeAsync();
        Assert.Equal("700", await StatAsync("%a", "secrets"));
        Assert.Equal("600", await StatAsync("%a", "secrets/ca.key"));
        Assert.Equal("600", await StatAsync("%a", "../.env"));
        Assert.DoesNotContain(_secrets.Password("wallbox"), _secrets.Made("passwords"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("passwords", null)]
    [InlineData("certs/server.key", null)]
    [InlineData("secrets/dashboard", null)]
    [InlineData("secrets/wallbox", "1654")]
    public async Task Script_SecretFile_IsReadByItsUserAlone(string file, string? owner)
    {
        await _secrets.MakeAsync();
        var (mode, user) = (await StatAsync("%a", file), await StatAsync("%u", file));

        // Only root can give a file away; for others it must stay readable for the container's user.
        if (Environment.IsPrivilegedProcess)
            Assert.Equal(("600", owner ?? (await ExternalProgram.SucceedAsync("id", "-u", Secrets.Owner)).Trim()), (mode, user));
        else
            Assert.Equal("644", mode);
    }

    [Theory]
    [InlineData("bad name", "\"bad name\" is no host name or IP address")]
    [InlineData("--renew", "--renew \"\"; allowed: passwords, certificate, ca, ftp")]
    [InlineData("999.0.0.1", "bad ip address")]
    public async Task Script_WrongArgument_SaysSo(string argument, string reported)
    {
        var (exitCode, output) = await _secrets.RunAsync(argument);
        Assert.NotEqual(0, exitCode);
        Assert.Contains(reported, output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_secrets.Folder, "certs", "server.crt")));
    }

    [Fact]
    public async Task Script_MosquittoPasswdMissing_SaysWhatToInstall()
    {
        var tools = Directory.CreateDirectory(Path.Combine(_secrets.Home, "tools")).FullName;
        File.CreateSymbolicLink(Path.Combine(tools, "openssl"), "/usr/bin/openssl");
        // The script adds /usr/sbin and the like itself; mosquitto_passwd is in /usr/bin on Debian.
        var (exitCode, output) = await ExternalProgram.RunAsync("/usr/bin/env", $"PATH={tools}", "/bin/sh", Path.Combine(_secrets.Folder, "make-secrets.sh"));
        Assert.Equal(1, exitCode);
        Assert.Contains("mosquitto_passwd is missing; install it, for example: sudo apt install mosquitto", output, StringComparison.Ordinal);
    }

    private Task<string> CertificateAsync() =>
        ExternalProgram.SucceedAsync("openssl", "x509", "-noout", "-text", "-in", Path.Combine(_secrets.Folder, "certs", "server.crt"));

    private async Task<string> StatAsync(string format, string file) =>
        (await ExternalProgram.SucceedAsync("stat", "-c", format, Path.Combine(_secrets.Folder, file))).Trim();

    private SortedDictionary<string, string> Everything() => new(
        Directory.EnumerateFiles(_secrets.Home, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(_secrets.Folder, file), File.ReadAllText),
        StringComparer.Ordinal);
}
