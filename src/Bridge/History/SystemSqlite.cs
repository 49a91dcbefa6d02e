using System.Runtime.InteropServices;
using SQLitePCL;

namespace WallboxMqtt.Bridge.History;

/// <summary>Binds to the SQLite of the operating system, so that the service stays one file and Debian keeps SQLite up to date.</summary>
internal static class SystemSqlite
{
    private const string Library = "libsqlite3.so.0";

    private static readonly Lazy<string?> s_fault = new(Bind);

    /// <summary>Why it cannot be used, in one line; null if it can.</summary>
    public static string? Fault => s_fault.Value;

    private static string? Bind()
    {
        if (!NativeLibrary.TryLoad(Library, out var library))
            return $"{Library} is missing: apt install libsqlite3-0";
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_sqlite3).Assembly, (_, _, _) => library);
        raw.SetProvider(new SQLite3Provider_sqlite3());
        return null;
    }
}
