namespace WallboxMqtt.Tests.Safety.Fuzz.PowerFlows;

/// <summary>What has to become of an upload.</summary>
internal enum Expectation
{
    /// <summary>Not a whole JSON object: nothing changes.</summary>
    Nothing,

    /// <summary>Whole, and no power flow or not a credible one: no sun.</summary>
    NoSun,

    /// <summary>A new reading.</summary>
    Reading,

    /// <summary>Text that has no characters (a lone surrogate): whatever is credible.</summary>
    Unclear,
}
