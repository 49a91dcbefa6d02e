using System.Diagnostics;

namespace WallboxMqtt.Tests.Integration.Serial;

/// <summary>Another's Modbus server, unit 17: input registers 0 to 99 hold 100 to 199, holding registers 0 to 99 can be written.</summary>
internal sealed class PeerServer : IDisposable
{
    private const string Pymodbus = """
        import asyncio, sys
        from pymodbus.datastore import ModbusSequentialDataBlock as Block, ModbusServerContext, ModbusSlaveContext
        from pymodbus.server import StartAsyncSerialServer, StartAsyncTcpServer
        from pymodbus.transaction import ModbusRtuFramer

        async def main():
            slave = ModbusSlaveContext(ir=Block(0, list(range(100, 200))), hr=Block(0, [0] * 100), zero_mode=True)
            context = ModbusServerContext(slaves={17: slave}, single=False)
            if sys.argv[1] == "tcp":
                await StartAsyncTcpServer(context, address=("127.0.0.1", int(sys.argv[2])))
            else:
                await StartAsyncSerialServer(context, framer=ModbusRtuFramer, port=sys.argv[2], baudrate=9600)

        asyncio.run(main())
        """;

    private const string Libmodbus = """
        #include <modbus.h>
        #include <stdlib.h>
        #include <string.h>

        int main(int argc, char **argv)
        {
            uint8_t query[MODBUS_TCP_MAX_ADU_LENGTH];
            modbus_mapping_t *map = modbus_mapping_new(0, 0, 100, 100);
            int tcp = strcmp(argv[1], "tcp") == 0, listener = -1, length;
            modbus_t *bus = tcp ? modbus_new_tcp("127.0.0.1", atoi(argv[2])) : modbus_new_rtu(argv[2], 9600, 'N', 8, 1);
            for (int i = 0; i < 100; i++)
                map->tab_input_registers[i] = 100 + i;
            modbus_set_slave(bus, 17);
            if (tcp)
                listener = modbus_tcp_listen(bus, 1);
            else if (modbus_connect(bus) != 0)
                return 1;
            for (;;)
            {
                if (tcp)
                    modbus_tcp_accept(bus, &listener);
                while ((length = modbus_receive(bus, query)) >= 0)
                    if (length > 0)
                        modbus_reply(bus, query, length, map);
                if (tcp)
                    modbus_close(bus);
            }
        }
        """;

    private readonly string _directory;
    private readonly Process _process;

    private PeerServer(string directory, Process process) => (_directory, _process) = (directory, process);

    /// <summary>Starts it; it is ready once it answers.</summary>
    /// <param name="which">pymodbus or libmodbus.</param>
    /// <param name="way">tcp or rtu.</param>
    /// <param name="where">Port or device.</param>
    internal static async Task<PeerServer> StartAsync(string which, string way, string where)
    {
        var directory = Directory.CreateTempSubdirectory("wallbox-peer").FullName;
        var (program, first) = (Path.Combine(directory, "server"), (string[])[]);
        if (which == "pymodbus")
        {
            // Debian's Python, which has Debian's pymodbus.
            (program, first) = ("/usr/bin/python3", [Path.Combine(directory, "server.py")]);
            await File.WriteAllTextAsync(first[0], Pymodbus);
        }
        else
        {
            await File.WriteAllTextAsync(program + ".c", Libmodbus);
            await ExternalProgram.SucceedAsync("gcc", "-I/usr/include/modbus", "-o", program, program + ".c", "-lmodbus");
        }

        return new PeerServer(directory, Process.Start(new ProcessStartInfo(program, [.. first, way, where]))!);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
