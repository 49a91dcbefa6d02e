using System.Runtime.InteropServices;

namespace WallboxMqtt.Simulator.Traces;

/// <summary>Why a trace cannot be read.</summary>
/// <param name="Line">The line, from 1; 0 if the file itself is at fault.</param>
/// <param name="Found">What was found, with what is wrong about it.</param>
/// <param name="Allowed">What may stand there.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TraceFault(int Line, string Found, string Allowed)
{
    /// <summary>In one line, without the file's name.</summary>
    public override string ToString() => $"{(Line > 0 ? $"line {Line}: " : "")}{Found}; allowed: {Allowed}";
}
