namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>How a register's words are to be read.</summary>
public enum RegisterType
{
    /// <summary>One word.</summary>
    UInt16,

    /// <summary>Two words, the high one first.</summary>
    UInt32,

    /// <summary>Two ASCII characters a word or one UTF-16BE character a word; NULs dropped.</summary>
    Text,
}
