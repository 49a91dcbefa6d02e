using System.Runtime.InteropServices;
using WallboxMqtt.Bridge.Http;

namespace WallboxMqtt.Bridge.Web.Access;

/// <summary>What one visitor may do.</summary>
/// <param name="Read">See figures.</param>
/// <param name="Change">Command mode and limit.</param>
/// <param name="Login"><c>none</c>: there is no login here; <c>needed</c>; <c>in</c>: has logged in.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Rights(bool Read, bool Change, string Login)
{
    /// <summary>True if <paramref name="need"/> is met.</summary>
    public bool Allow(Need need) => need switch
    {
        Need.Nothing or Need.Device => true,
        Need.Read => Read,
        Need.Change => Change,
    };
}
