namespace WallboxMqtt.Bridge.Devices.Evc04;

/// <summary>The keys of <c>chargers[n]</c> that only an EVC04 has.</summary>
/// <param name="Address"><c>url</c>: where it is.</param>
/// <param name="Unit"><c>unit</c>: Modbus unit, 1 to 255.</param>
internal sealed record Evc04Link(ModbusAddress Address, byte Unit = Evc04Link.VendorUnit)
{
    /// <summary>The vendor's default.</summary>
    internal const byte VendorUnit = 255;
}
