using System.Diagnostics;
using System.Globalization;

namespace WallboxMqtt.Tests.Integration.SunSpec;

/// <summary>Somebody else's Modbus server (Debian's python3-pymodbus) with a Fronius-like map: inverter on unit 1, meter on unit 240.</summary>
internal sealed class PymodbusInverter : IAsyncDisposable
{
    /// <summary>Debian's own: its packages are not seen by another Python that may come first in the path.</summary>
    private const string Python = "/usr/bin/python3";

    private const string Script =
        """
        import asyncio, logging, struct, sys
        from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
        from pymodbus.server.async_io import ModbusTcpServer

        logging.disable(logging.ERROR)
        real = sys.argv[1] == "float"
        words = lambda data: list(struct.unpack(">%dH" % (len(data) // 2), data))
        text = lambda s, n: words(s.encode().ljust(n * 2, b"\0"))
        common = lambda model: [0x5375, 0x6E53, 1, 65] + text("Fronius", 16) + text(model, 16) + text("", 8) + text("3.30.1-1", 8) + text("29301000", 16) + [1]
        number = lambda watts: words(struct.pack(">f", watts)) if real else words(struct.pack(">h", int(watts)))

        def model(id, length, **points):
            block = [id, length] + [0] * length
            for at, values in points.items():
                block[int(at[1:]):int(at[1:]) + len(values)] = values
            return block

        if real:
            inverter, power_at, state_at, meter, grid_at = model(113, 60), 22, 48, model(213, 124), 28
        else:
            inverter, power_at, state_at, meter, grid_at = model(103, 50, _15=[0], _26=[0]), 14, 38, model(203, 105, _6=[0xFFFE], _22=[0]), 18
        units = {1: common("Symo 10.0-3-M") + inverter + model(120, 26) + [0xFFFF, 0], 240: common("Smart Meter 63A") + meter + [0xFFFF, 0]}
        slaves = {unit: ModbusSlaveContext(hr=ModbusSequentialDataBlock(40000, map), zero_mode=True) for unit, map in units.items()}

        def tell(watts):
            asleep = watts is None
            nothing = words(b"\x7F\xC0\0\0") if real else [0x8000]
            slaves[1].setValues(3, 40069 + state_at, [2 if asleep else 4])
            slaves[1].setValues(3, 40069 + power_at, nothing if asleep else number(watts))
            slaves[240].setValues(3, 40069 + grid_at, number(500 - (watts or 0)))

        async def main():
            tell(float(sys.argv[2]))
            server = ModbusTcpServer(ModbusServerContext(slaves=slaves, single=False), address=("127.0.0.1", 0))
            asyncio.get_running_loop().create_task(server.serve_forever())
            await server.serving
            print(server.server.sockets[0].getsockname()[1], flush=True)
            while line := await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline):
                tell(None if line.strip() == "sleep" else float(line))

        asyncio.run(main())
        """;

    private readonly Process _process;

    private PymodbusInverter(Process process) => _process = process;

    internal int Port { get; private set; }

    /// <summary>Null where this machine lacks it.</summary>
    internal static async Task<PymodbusInverter?> StartAsync(bool real, double watts)
    {
        if (!File.Exists(Python) || (await ExternalProgram.RunAsync(Python, "-c", "import pymodbus")).ExitCode != 0)
            return null;
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(Python, ["-c", Script, real ? "float" : "int", watts.ToString(CultureInfo.InvariantCulture)])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            },
        };
        process.Start();
        var inverter = new PymodbusInverter(process);
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        inverter.Port = int.Parse(await process.StandardOutput.ReadLineAsync(late.Token) ?? "0", CultureInfo.InvariantCulture);
        return inverter;
    }

    /// <summary>Changes its power; null puts it to sleep.</summary>
    internal async Task ReportAsync(double? watts)
    {
        await _process.StandardInput.WriteLineAsync(watts?.ToString(CultureInfo.InvariantCulture) ?? "sleep");
        await _process.StandardInput.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
