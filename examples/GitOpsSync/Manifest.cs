using YamlDotNet.RepresentationModel;

namespace GitOpsSync;

/// <summary>A document of a folder: what it is, and its text with the label of its set.</summary>
/// <param name="ApiVersion">Its apiVersion.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Its namespace; null where it names none.</param>
/// <param name="Name">Its name.</param>
/// <param name="Yaml">The document.</param>
public sealed record Manifest(string ApiVersion, string Kind, string? Namespace, string Name, string Yaml)
{
    /// <summary>The label by which a set finds its objects again.</summary>
    public const string SetLabel = "gitops.example.com/set";

    /// <summary>The documents of a folder's files, in order of their paths.</summary>
    /// <exception cref="InvalidDataException">A file cannot be read as manifests; the message names it.</exception>
    public static IReadOnlyList<Manifest> ReadFolder(string folder, string set) =>
        [.. Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(file => ReadFile(file, set))];

    private static IEnumerable<Manifest> ReadFile(string file, string set)
    {
        var stream = new YamlStream();
        try
        {
            using var reader = new StringReader(File.ReadAllText(file));
            stream.Load(reader);
            return [.. stream.Documents.Select(d => Read((YamlMappingNode)d.RootNode, set))];
        }
        catch (Exception malformed) when (malformed is YamlDotNet.Core.YamlException or InvalidCastException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{file}: {malformed.Message}", malformed);
        }
    }

    private static Manifest Read(YamlMappingNode root, string set)
    {
        var metadata = (YamlMappingNode)root["metadata"];
        if (!metadata.Children.TryGetValue("labels", out var labels))
        {
            metadata.Add("labels", labels = new YamlMappingNode());
        }

        ((YamlMappingNode)labels).Children[SetLabel] = set;
        using var text = new StringWriter();
        new YamlStream(new YamlDocument(root)).Save(text, assignAnchors: false);
        var space = metadata.Children.TryGetValue("namespace", out var named) ? named.ToString() : null;

        // Save ends a document with its end marker.
        return new Manifest(root["apiVersion"].ToString(), root["kind"].ToString(), space, metadata["name"].ToString(), text.ToString().Replace("...", "", StringComparison.Ordinal));
    }
}
