using KubeEmulator.Nodes.Stages.Reading;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages;

/// <summary>Stages in texts, files and folders as KWOK ships them: among kustomizations, roles and test data.</summary>
internal static class StageFiles
{
    private const string Group = "kwok.x-k8s.io";

    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    public static IReadOnlyList<Stage> Parse(string text, string source) => Finish([source], Read(text, source, out var faults), faults);

    public static IReadOnlyList<Stage> ReadPath(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? Finish([path], ReadFile(path, out var wrong), wrong) : throw new StageException($"{path}: no such file or folder (looked for {Path.GetFullPath(path)})");
        }

        var stages = new List<Stage>();
        var faults = new List<string>();
        string[] files = [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(f => IsWanted(path, f)).Order(StringComparer.Ordinal)];
        foreach (var file in files)
        {
            stages.AddRange(ReadFile(file, out var wrong));
            faults.AddRange(wrong);
        }

        return Finish([path, .. files], stages, faults);
    }

    /// <summary>The Stage of one document.</summary>
    /// <exception cref="StageException">It cannot be used.</exception>
    public static Stage Read(MapValue document, string where, params IReadOnlyList<Func<KubeObject, bool>> conditions)
    {
        var faults = new List<string>();
        return StageReader.Read(document, where, faults, conditions) ?? throw new StageException(string.Join('\n', faults));
    }

    private static bool IsWanted(string folder, string file) =>
        Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)
        && !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Contains("testdata");

    private static List<Stage> ReadFile(string file, out List<string> faults)
    {
        try
        {
            return Read(File.ReadAllText(file), file, out faults);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new StageException($"{file}: {unreadable.Message}", unreadable);
        }
    }

    private static List<Stage> Read(string text, string source, out List<string> faults)
    {
        var (stages, wrong) = (new List<Stage>(), new List<string>());
        faults = wrong;
        var number = 0;
        try
        {
            foreach (var document in YamlText.ParseAll(text))
            {
                number++;
                Take(document, $"{source}, document {number}");
            }
        }
        catch (ValueFormatException malformed)
        {
            wrong.Add($"{source}, document {number + 1}: {malformed.Message}");
        }

        return stages;

        void Take(Value document, string where)
        {
            var map = document as MapValue ?? MapValue.Empty;
            var (version, kind) = (GroupVersion.Parse(map.StringOrEmpty("apiVersion")), map.StringOrEmpty("kind"));
            if (kind is "List" or "StageList" && map.List("items") is { } items)
            {
                for (var i = 0; i < items.Count; i++)
                {
                    Take(items[i], $"{where}, item {i + 1}");
                }
            }
            else if (kind == "Stage" && StageReader.Read(map, where, wrong) is { } stage)
            {
                stages.Add(stage);
            }
            else if (version.Group == Group && kind != "Stage")
            {
                wrong.Add($"{where}: kind: {GoText.Quote(kind)} of {Group} is not played, only Stage is; take the document out");
            }
        }
    }

    private static IReadOnlyList<Stage> Finish(IReadOnlyList<string> sources, List<Stage> stages, List<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new StageException(string.Join('\n', faults));
        }

        return stages.Count > 0 ? stages : throw new StageException(sources.Count > 1
            ? $"{sources[0]}: none of its {sources.Count - 1} files has a document of kind Stage ({StageReader.ApiVersion}); name the folder that the Stages are in"
            : $"{sources[0]}: there is no document of kind Stage ({StageReader.ApiVersion})");
    }
}
