namespace WallboxMqtt.Balancer.Inverters.Fronius;

/// <summary>The codes of <c>Head.Status.Code</c> (Fronius Solar API V1, table "Error Code Table").</summary>
internal static class FroniusStatus
{
    /// <summary>The answer is whole and its data are valid.</summary>
    internal const int Okay = 0;

    private static readonly string[] s_names =
    [
        "OKAY", "NotImplemented", "Uninitialized", "Initialized", "Running", "Timeout", "ArgumentError", "LNRequestError",
        "LNRequestTimeout", "LNParseError", "ConfigIOError", "NotSupported", "DeviceNotAvailable",
    ];

    /// <summary>A code and its name, <c>12 (DeviceNotAvailable)</c>; the code alone if the table does not have it.</summary>
    internal static string Print(int code) =>
        code >= 0 && code < s_names.Length ? $"{code} ({s_names[code]})"
        : code == 255 ? "255 (UnknownError)"
        : $"{code}";
}
