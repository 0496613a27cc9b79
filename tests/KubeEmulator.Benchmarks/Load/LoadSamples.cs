using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Load;

/// <summary>
/// Objects as a server holds them after the same writes, to be compared with another's: uids, versions and times left out, owners in a
/// fixed order, as their own depends on which second a write fell into.
/// </summary>
internal static class LoadSamples
{
    private const int Count = 10;

    /// <summary>The samples by name.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> TakeAsync(LoadTarget target, LoadObjects objects, int of)
    {
        var samples = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < Count; i++)
        {
            var name = $"load-{i * of / Count}";
            await using var stream = await target.OpenAsync($"{objects.Path}/{name}", CancellationToken.None);
            using var reader = new StreamReader(stream);
            samples[name] = Normal((MapValue)Value.Parse(await reader.ReadToEndAsync())).ToString();
        }

        return samples;
    }

    /// <summary>What differs between two servers, a line for each object; nothing where all is well.</summary>
    public static IEnumerable<string> Differences(string one, IReadOnlyDictionary<string, string> ones, string two, IReadOnlyDictionary<string, string> twos) =>
        ones.Where(sample => twos.GetValueOrDefault(sample.Key) != sample.Value)
            .Select(sample => $"{sample.Key} differs:\n  {one}: {sample.Value}\n  {two}: {twos.GetValueOrDefault(sample.Key)}");

    private static MapValue Normal(MapValue document)
    {
        var metadata = document.Map("metadata")!.Without("uid").Without("resourceVersion").Without("creationTimestamp");
        if (metadata.List("managedFields") is { } owners)
        {
            var sorted = owners.OfType<MapValue>().Select(o => Sorted(o.Without("time"))).OrderBy(o => o.ToString(), StringComparer.Ordinal);
            metadata = metadata.With("managedFields", ListValue.From(sorted));
        }

        return (MapValue)Sorted(document.With("metadata", metadata));
    }

    private static Value Sorted(Value value) => value switch
    {
        MapValue map => MapValue.Of([.. map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => (m.Key, Sorted(m.Value)))]),
        ListValue list => ListValue.From(list.Select(Sorted)),
        _ => value,
    };
}
