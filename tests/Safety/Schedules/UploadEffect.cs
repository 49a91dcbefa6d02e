namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>What has to come of an upload.</summary>
internal enum UploadEffect
{
    /// <summary>Nothing: the last reading stays and ages.</summary>
    None,

    /// <summary>It counts as a reading.</summary>
    Taken,

    /// <summary>No sun from now on.</summary>
    NoSun,
}
