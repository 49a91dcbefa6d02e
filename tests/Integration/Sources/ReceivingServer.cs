using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace WallboxMqtt.Tests.Integration.Sources;

/// <summary>Debian's vsftpd or proftpd as a process of ours, on a port of its own: writes the uploads that we watch. Unpacked by test.sh, or installed.</summary>
internal sealed class ReceivingServer : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("wallbox-ftpd-").FullName;
    private readonly string _login;
    private readonly int _port = Loopback.FreePort();
    private readonly Process _process;

    internal ReceivingServer(string name, string more)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, $"{name} runs as root only");
        var package = name == "vsftpd" ? name : "proftpd-core";
        var unpacked = Path.Combine(Shipped.Repository.Root, "artifacts", package);
        var program = new[] { Path.Combine(unpacked, "usr/sbin", name), $"/usr/sbin/{name}" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, $"there is no {name} here; test.sh unpacks it");
        var push = Directory.CreateDirectory(Path.Combine(_directory, "home/push")).FullName;
        Upload = Path.Combine(push, "powerFlow.json");
        SetMode(_directory, (UnixFileMode)0b111_101_101);
        SetMode(push, (UnixFileMode)0b111_111_111);
        _login = name == "vsftpd" ? "" : "fronius:secret@";
        var configuration = Path.Combine(_directory, $"{name}.conf");
        File.WriteAllText(configuration, (name == "vsftpd" ? Vsftpd() : Proftpd()) + more + "\n");
        var start = new ProcessStartInfo(program!, name == "vsftpd" ? [configuration] : ["-n", "-c", configuration]) { UseShellExecute = false, RedirectStandardError = true };
        if (Directory.Exists(unpacked))
            start.Environment["LD_LIBRARY_PATH"] = string.Join(':', Libraries(unpacked));
        _process = Process.Start(start)!;
    }

    /// <summary>The file that it writes.</summary>
    internal string Upload { get; }

    internal async Task StartedAsync() => await Eventually.TrueAsync(async () =>
    {
        Assert.False(_process.HasExited, "the server has ended");
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    });

    /// <summary>Uploads as the inverter does.</summary>
    internal Task UploadAsync(string file, string options) => ExternalProgram.SucceedAsync(
        "curl", ["-sS", "-T", file, $"ftp://{_login}127.0.0.1:{_port}/push/{(options.Contains("RNTO", StringComparison.Ordinal) ? "upload.tmp" : "powerFlow.json")}", .. options.Split('|', StringSplitOptions.RemoveEmptyEntries)]);

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    private static IEnumerable<string> Libraries(string unpacked) =>
        new[] { "lib", "usr/lib" }.Select(part => Path.Combine(unpacked, part)).Where(Directory.Exists).SelectMany(part => Directory.GetDirectories(part, "*-linux-gnu*"));

    private string Vsftpd() => $"""
        listen=YES
        listen_address=127.0.0.1
        listen_port={_port}
        background=NO
        anonymous_enable=YES
        no_anon_password=YES
        local_enable=NO
        write_enable=YES
        anon_upload_enable=YES
        anon_other_write_enable=YES
        anon_umask=022
        anon_root={_directory}/home
        ftp_username=daemon
        nopriv_user=daemon
        secure_chroot_dir={_directory}/home
        seccomp_sandbox=NO
        xferlog_enable=NO

        """;

    private string Proftpd()
    {
        // "secret", as crypt(3) writes it; proftpd reads nothing that others may write.
        var passwords = Path.Combine(_directory, "passwd");
        File.WriteAllText(passwords, $"fronius:$5$salt$kpa26zwgX83BPSR8d7w93OIXbFt/d3UOTZaAu5vsTM6:0:0::{_directory}/home:/bin/sh\n");
        SetMode(passwords, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return $"""
            ServerName test
            ServerType standalone
            DefaultAddress 127.0.0.1
            UseIPv6 off
            UseReverseDNS off
            Port {_port}
            User daemon
            Group nogroup
            Umask 022
            ScoreboardFile {_directory}/scoreboard
            PidFile {_directory}/pid
            DelayEngine off
            DelayTable none
            AuthPAM off
            AuthUserFile {passwords}
            AuthOrder mod_auth_file.c
            RequireValidShell off
            RootLogin on
            WtmpLog off
            TransferLog none
            SystemLog {_directory}/log
            AllowOverwrite on
            AllowStoreRestart on
            DefaultRoot {_directory}/home

            """;
    }
}
