using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>Manifests as people keep them: texts of one or more YAML or JSON documents, lists, files, folders.</summary>
internal static class ManifestReader
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <summary>The objects of a text; items of a List are given one by one.</summary>
    /// <exception cref="ManifestException">The text is malformed, or a document is no Kubernetes object.</exception>
    public static IReadOnlyList<MapValue> Read(string text, string source = "the manifest") => [.. ReadPlaced(text, source).Select(o => o.Root)];

    /// <summary>As <see cref="Read"/>, with where each object stands.</summary>
    /// <exception cref="ManifestException">The text is malformed, or a document is no Kubernetes object.</exception>
    public static IReadOnlyList<ManifestObject> ReadPlaced(string text, string source)
    {
        List<PlacedDocument> documents;
        try
        {
            documents = [.. YamlText.ParsePlaced(text)];
        }
        catch (ValueFormatException malformed)
        {
            throw new ManifestException($"{source}: {malformed.Message}", malformed);
        }

        return [.. documents.SelectMany((document, index) => Objects(document, source, $"{source}, document {index + 1}"))];
    }

    /// <summary>The objects of a file, or of all .yaml, .yml and .json files of a folder and the folders in it, in order of their paths.</summary>
    /// <exception cref="ManifestException">There is no such file or folder, it cannot be read, or a text is malformed.</exception>
    public static IReadOnlyList<MapValue> ReadPath(string path) => [.. ReadPlacedPath(path).Select(o => o.Root)];

    /// <summary>As <see cref="ReadPath"/>, with where each object stands.</summary>
    /// <exception cref="ManifestException">There is no such file or folder, it cannot be read, or a text is malformed.</exception>
    public static IReadOnlyList<ManifestObject> ReadPlacedPath(string path)
    {
        if (Directory.Exists(path))
        {
            string[] files = [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)];
            return files.Length == 0
                ? throw new ManifestException($"{path}: the folder has no file that ends in {string.Join(", ", Extensions)}")
                : [.. files.SelectMany(ReadFile)];
        }

        return File.Exists(path) ? ReadFile(path) : throw new ManifestException($"{path}: no such file or folder (looked for {Path.GetFullPath(path)})");
    }

    private static IReadOnlyList<ManifestObject> ReadFile(string file)
    {
        try
        {
            return ReadPlaced(File.ReadAllText(file), file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ManifestException($"{file}: {unreadable.Message}", unreadable);
        }
    }

    private static IEnumerable<ManifestObject> Objects(PlacedDocument document, string file, string source)
    {
        var map = Checked(document.Value, source, document.Line);
        return map.StringOrEmpty("kind").EndsWith("List", StringComparison.Ordinal) && map.List("items") is { } items
            ? items.SelectMany((item, index) => Objects(new PlacedDocument(item, LineOf(document, index), []), file, $"{source}, item {index + 1}"))
            : [new ManifestObject(map, $"{file}, line {document.Line}")];
    }

    private static int LineOf(PlacedDocument list, int index) => index < list.ItemLines.Count ? list.ItemLines[index] : list.Line;

    private static MapValue Checked(Value document, string source, int line) =>
        document is MapValue map && map.StringOrEmpty("kind").Length > 0 && map.StringOrEmpty("apiVersion").Length > 0
            ? map
            : throw new ManifestException($"{source}: not a Kubernetes object: it has no apiVersion and kind (line {line})");
}
