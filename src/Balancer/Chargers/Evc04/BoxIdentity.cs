namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>
/// The identity of a box, over connections and restarts. A damaged answer is not another box: another serial number has to be read twice.
/// </summary>
internal sealed class BoxIdentity
{
    private string? _doubtful;

    /// <summary>What is known; null before any of it was read.</summary>
    internal ChargerIdentity? Known { get; private set; }

    /// <summary>Its serial number; null while unknown.</summary>
    internal string? Serial { get; private set; }

    /// <summary>Goes on from what was known before a restart.</summary>
    internal void Restore(string? serial) => Serial = serial;

    /// <summary>Takes what has been read on this connection. What was read on an earlier one stays, until it is read again.</summary>
    /// <param name="read">What the registers say.</param>
    /// <param name="isSerialNew">True if it was the serial number that has just been read.</param>
    internal IdentityNews Take(ChargerIdentity read, bool isSerialNew)
    {
        Known = Known is not { } known ? read : new ChargerIdentity(
            read.Serial ?? known.Serial,
            read.ChargePointId ?? known.ChargePointId,
            read.Brand ?? known.Brand,
            read.Model ?? known.Model,
            read.Firmware ?? known.Firmware,
            read.Phases ?? known.Phases,
            read.RatedPower ?? known.RatedPower);
        if (read.Serial is not { } serial)
            return IdentityNews.None;
        if (serial == Serial || Serial is null || (isSerialNew && serial == _doubtful))
        {
            var news = serial == Serial ? IdentityNews.None : Serial is null ? IdentityNews.SerialFound : IdentityNews.AnotherBox;
            if (news == IdentityNews.AnotherBox)
                Known = read;
            (Serial, _doubtful) = (serial, null);
            return news;
        }

        Known = Known with { Serial = Serial };
        if (!isSerialNew)
            return IdentityNews.None;
        var first = _doubtful is null;
        _doubtful = serial;
        return first ? IdentityNews.Doubtful : IdentityNews.None;
    }
}
