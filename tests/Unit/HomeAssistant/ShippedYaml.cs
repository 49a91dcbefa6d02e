using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>Reads a YAML file as Home Assistant's are: with tags.</summary>
internal static class ShippedYaml
{
    /// <summary>All scalars that are values, in order; throws where the file is no YAML, or a key is written twice.</summary>
    public static List<YamlLeaf> Leaves(string file)
    {
        using var text = File.OpenText(Path.Combine(Repository.Root, file));
        var parser = new Parser(text);
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        var leaves = new List<YamlLeaf>();
        Read(parser, string.Empty, leaves);
        parser.Consume<DocumentEnd>();
        parser.Consume<StreamEnd>();
        return leaves;
    }

    private static void Read(Parser parser, string path, List<YamlLeaf> leaves)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            leaves.Add(new YamlLeaf(path, scalar.Value, scalar.Tag.IsEmpty ? string.Empty : scalar.Tag.Value, scalar.Style == ScalarStyle.Plain));
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            for (var i = 0; !parser.TryConsume<SequenceEnd>(out _); i++)
                Read(parser, Join(path, $"{i}"), leaves);
        }
        else
        {
            parser.Consume<MappingStart>();
            var keys = new HashSet<string>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>().Value;
                Assert.True(keys.Add(key), $"{path}: {key} twice");
                Read(parser, Join(path, key), leaves);
            }
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}/{key}";
}
