using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Files of one volume that lie upon or inside one another.</summary>
internal static class OverlapWarnings
{
    public static void Check(MapValue spec, Action<string> warn)
    {
        foreach (var volume in spec.Maps("volumes"))
        {
            var name = volume.StringOrEmpty("name");
            Items(name, volume.Map("configMap"), s => $"ConfigMap {GoText.Quote(s.StringOrEmpty("name"))}", warn);
            Items(name, volume.Map("secret"), s => $"Secret {GoText.Quote(s.StringOrEmpty("secretName"))}", warn);
            Items(name, volume.Map("downwardAPI"), _ => "DownwardAPI", warn);
            if (volume.Map("projected") is { } projected)
            {
                Projected(name, projected, warn);
            }
        }
    }

    private static void Items(string volume, MapValue? source, Func<MapValue, string> describe, Action<string> warn)
    {
        var paths = new List<(string, string)>();
        foreach (var item in source?.Maps("items") ?? [])
        {
            Add(volume, describe(source!), paths, (item.StringOrEmpty("path"), ""), warn);
        }
    }

    private static void Projected(string volume, MapValue projected, Action<string> warn)
    {
        var paths = new List<(string, string)>();
        foreach (var source in projected.Maps("sources"))
        {
            if (source.Count == 0)
            {
                warn($"volume {GoText.Quote(volume)} (Projected) has no sources provided");
            }

            foreach (var path in Paths(source))
            {
                Add(volume, "Projected", paths, path, warn);
            }
        }
    }

    private static IEnumerable<(string Path, string Source)> Paths(MapValue source)
    {
        foreach (var (member, kind) in ((string, string)[])[("configMap", "ConfigMap"), ("secret", "Secret")])
        {
            if (source.Map(member) is { } keys)
            {
                return keys.Maps("items").Select(i => (i.StringOrEmpty("path"), $"{kind} {GoText.Quote(keys.StringOrEmpty("name"))}"));
            }
        }

        if (source.Map("downwardAPI") is { } downward)
        {
            return downward.Maps("items").Select(i => (i.StringOrEmpty("path"), "DownwardAPI"));
        }

        return source.Map("serviceAccountToken") is { } token ? [(token.StringOrEmpty("path"), "ServiceAccountToken")] : [];
    }

    private static void Add(string volume, string description, List<(string Path, string Source)> taken, (string Path, string Source) file, Action<string> warn)
    {
        file.Path = file.Path.TrimEnd('/');
        foreach (var other in taken.Where(t => t.Path.Length > 0 && file.Path.Length > 0 && Overlap(t.Path, file.Path)))
        {
            warn($"volume {GoText.Quote(volume)} ({description}): overlapping paths: {Text(file)} with {Text(other)}");
        }

        taken.Add(file);
    }

    private static bool Overlap(string one, string other) =>
        $"{one}/".StartsWith($"{other}/", StringComparison.Ordinal) || $"{other}/".StartsWith($"{one}/", StringComparison.Ordinal);

    private static string Text((string Path, string Source) file) => file.Source.Length > 0 ? $"{GoText.Quote(file.Path)} ({file.Source})" : GoText.Quote(file.Path);
}
