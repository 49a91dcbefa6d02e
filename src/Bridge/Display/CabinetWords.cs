using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Problems;

namespace WallboxMqtt.Bridge.Display;

/// <summary>
/// The display's words in one language. Titles: 10 characters are large. Texts: five lines of 19 characters. States: 8 are large, 11 are shown.
/// The line of status: 17 fit beside a session's energy. Spans and currents come in as they are written, with a no-break space.
/// </summary>
internal abstract class CabinetWords
{
    /// <summary>The default.</summary>
    internal static CabinetWords English { get; } = new EnglishCabinetWords();

    /// <summary><c>lcd.language: de</c>.</summary>
    internal static CabinetWords German { get; } = new GermanCabinetWords();

    /// <summary>Between whole numbers and tenths.</summary>
    internal abstract char DecimalMark { get; }

    /// <summary>The commanded mode; null before the first report.</summary>
    internal abstract string Mode(ChargingMode? mode);

    /// <summary>The charger's state; null if it is not known.</summary>
    internal abstract string State(ChargerState? state);

    /// <summary>The charger is out of reach: in place of its state.</summary>
    internal abstract string Offline { get; }

    /// <summary>Status: the charger is out of reach.</summary>
    internal abstract string NoWallbox { get; }

    /// <summary>Status: the charger has a problem.</summary>
    internal abstract string SeeWallbox { get; }

    /// <summary>Status: the sun is not known.</summary>
    internal abstract string NoInverter { get; }

    /// <summary>Status: held at whole amperes, a raise waits for the given seconds.</summary>
    internal abstract string Held(string amperes, string seconds);

    /// <summary>Status: held by the meter at the grid connection.</summary>
    internal abstract string ByMeter(string amperes);

    /// <summary>Title and text of a problem.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="failsafe">The charger's failsafe current; null if it is not known.</param>
    /// <param name="silent">How long the inverter has been silent.</param>
    internal abstract (string Title, string Text) Problem(ProblemKind kind, string? failsafe, string silent);

    /// <summary>The inverter is silent, as at dusk.</summary>
    internal abstract (string Title, string Text) Asleep(string silent);

    /// <summary>Switched off by command.</summary>
    internal abstract (string Title, string Text) Off { get; }

    /// <summary>The broker is out of reach since a time of day.</summary>
    internal abstract (string Title, string Text) NoBroker(string since);

    /// <summary>The service starts; the page's address is empty if there is none.</summary>
    internal abstract (string Title, string Text) Starting(string version, string address);

    /// <summary>The service ends.</summary>
    internal abstract (string Title, string Text) Ending(string? failsafe);

    /// <summary>What the sun delivers, in a line of 20 characters.</summary>
    internal abstract string Sun(string kilowatts);
}
