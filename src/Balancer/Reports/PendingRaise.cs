using System.Runtime.InteropServices;

namespace WallboxMqtt.Balancer.Reports;

/// <summary>Why a raise waits: the sun was lower within the raise delay.</summary>
/// <param name="Could">Whole amperes a phase that the allowance of this moment permits, for all chargers together.</param>
/// <param name="LowFor">How long ago the sun was last lower.</param>
/// <param name="In">How long until more is granted, if nothing lower comes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PendingRaise(int Could, TimeSpan LowFor, TimeSpan In);
