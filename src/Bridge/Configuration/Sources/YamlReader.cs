using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>
/// Reads one YAML document (YAML 1.2 as far as YamlDotNet's parser goes) into nodes that know their lines. Anchors, aliases
/// and tags are refused: a configuration needs none, and without them no file can grow beyond its own size.
/// </summary>
internal sealed class YamlReader
{
    private const int MaximumDepth = 16;
    private readonly string _file;
    private readonly FaultList _faults;
    private readonly Parser _parser;

    private YamlReader(string file, string text, FaultList faults)
    {
        _file = file;
        _faults = faults;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>
    /// The file's top section, without entries for an empty file; null if the text is no such document, which is
    /// reported as one fault with line and column. Keys written twice are reported, and the first one counts.
    /// </summary>
    /// <param name="file">The file's name, for faults.</param>
    /// <param name="text">Its content.</param>
    /// <param name="faults">Takes the faults.</param>
    internal static SectionNode? Read(string file, string text, FaultList faults)
    {
        try
        {
            if (TabIndentation.Find(text) is (var line, var column))
                throw new YamlRefusal(line, column, "a tab in the indentation", "spaces");
            return new YamlReader(file, text, faults).ReadDocument();
        }
        catch (YamlRefusal refusal)
        {
            faults.Add(Origin.Of(file, refusal.Line, refusal.Column), null, refusal.Message, refusal.Allowed);
        }
        catch (YamlException e)
        {
            var message = e.Message.ReplaceLineEndings(" ").TrimEnd('.');
            faults.Add(Origin.Of(file, e.Start.Line, e.Start.Column), null, $"not valid YAML: {message}", null);
        }

        return null;
    }

    private SectionNode ReadDocument()
    {
        Next<StreamStart>();
        var top = new SectionNode(Origin.Of(_file, 0));
        if (Next() is StreamEnd)
            return top;
        switch (ReadNode(Next(), 0))
        {
            case SectionNode section:
                top = section;
                break;
            case ScalarNode { IsNull: true }:
                break;
            case var other:
                throw new YamlRefusal(other.Origin.Line, 1, "not a configuration", "sections such as \"grid:\"");
        }

        Next<DocumentEnd>();
        if (Next() is not StreamEnd and var second)
            throw Refused(second, "a second document", "one document in a file");
        return top;
    }

    private ConfigNode ReadNode(ParsingEvent first, int depth)
    {
        if (depth > MaximumDepth)
            throw Refused(first, "too many levels", $"{MaximumDepth} levels");
        if (first is AnchorAlias)
            throw Refused(first, "an alias (*)", "values written out; text that begins with * in quotes");
        if (first is not NodeEvent node)
            throw Refused(first, "not a value", "keys and values");
        if (!node.Anchor.IsEmpty)
            throw Refused(first, "an anchor (&)", "values written out; text that begins with & in quotes");
        if (!node.Tag.IsEmpty)
            throw Refused(first, "a tag (!)", "values alone; text that begins with ! in quotes");
        return node switch
        {
            Scalar scalar => new ScalarNode(scalar.Value, scalar.Style != ScalarStyle.Plain, OriginOf(scalar)),
            SequenceStart => ReadList(first, depth),
            MappingStart => ReadSection(first, depth),
            _ => throw Refused(first, "not a value", "keys and values"),
        };
    }

    private ListNode ReadList(ParsingEvent first, int depth)
    {
        var list = new ListNode(OriginOf(first));
        while (Next() is not SequenceEnd and var item)
            list.Items.Add(ReadNode(item, depth + 1));
        return list;
    }

    private SectionNode ReadSection(ParsingEvent first, int depth)
    {
        var section = new SectionNode(OriginOf(first));
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (Next() is not MappingEnd and var key)
        {
            if (ReadNode(key, depth + 1) is not ScalarNode name)
                throw Refused(key, "a key that is not a word", "key: value");
            var value = ReadNode(Next(), depth + 1);
            if (lines.TryAdd(name.Text, name.Origin.Line))
                section.Entries.Add(new SectionEntry(name.Text, name.Origin, value));
            else
                ReportTwice(key, name.Text, lines[name.Text]);
        }

        return section;
    }

    private void ReportTwice(ParsingEvent key, string name, int firstLine) => _faults.Add(
        Origin.Of(_file, key.Start.Line, key.Start.Column), Printed.Key(name), $"written twice, first in line {firstLine}", "each key once");

    private ParsingEvent Next()
    {
        try
        {
            if (_parser.MoveNext())
                return _parser.Current!;
        }
        catch (Exception e) when (e is not YamlException and not OutOfMemoryException)
        {
            // The parser is not ours: whatever else it throws means that it cannot read the text.
            throw new YamlException($"the parser cannot read it ({e.GetType().Name})", e);
        }

        throw new YamlException("it ends too early");
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (Next() is not T and var other)
            throw Refused(other, "not valid YAML", "keys and values");
    }

    private Origin OriginOf(ParsingEvent at) => Origin.Of(_file, at.Start.Line);

    private static YamlRefusal Refused(ParsingEvent at, string found, string allowed) =>
        new(at.Start.Line, at.Start.Column, found, allowed);
}
