using System.Diagnostics;
using SharpFuzz;

namespace WallboxMqtt.Tests.Safety.Fuzz.Guided;

/// <summary>This program again, in a copy whose product assemblies write down which branches they take.</summary>
internal static class InstrumentedCopy
{
    private const string Mark = "WALLBOX_FUZZ_INSTRUMENTED";
    private static readonly string[] s_assemblies = ["WallboxMqtt.Balancer.dll", "wallbox-mqtt.dll"];

    /// <summary>True in the copy.</summary>
    internal static bool IsThis => Environment.GetEnvironmentVariable(Mark) is not null;

    /// <summary>Makes the copy, runs it with the same arguments, and answers its exit code.</summary>
    internal static int Run(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("wallbox-fuzz").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            foreach (var assembly in s_assemblies)
                Instrument(Path.Combine(folder, assembly));
            var start = new ProcessStartInfo(Path.Combine(folder, Path.GetFileName(Environment.ProcessPath!)), ["fuzz", .. arguments]);
            start.Environment[Mark] = "1";
            using var copy = Process.Start(start)!;
            copy.WaitForExit();
            return copy.ExitCode;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Instrument(string assembly)
    {
        // What it answers is made as it is read.
        foreach (var _ in Fuzzer.Instrument(assembly, _ => true, Options.Value))
            continue;
    }
}
