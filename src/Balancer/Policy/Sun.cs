using System.Runtime.InteropServices;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Policy;

/// <summary>What may be counted on of the sun.</summary>
/// <param name="Status">What is known of the inverter: the reason where it is not counted on.</param>
/// <param name="Now">PV power that is valid now; 0 unless <paramref name="Status"/> is ok or night.</param>
/// <param name="Steady">The lowest valid PV power of the last raise delay.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Sun(InverterStatus Status, Watts Now, Watts Steady);
