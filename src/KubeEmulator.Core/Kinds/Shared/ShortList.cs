using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Lists of which tables show the first three.</summary>
internal static class ShortList
{
    private const int Shown = 3;

    /// <summary>The first three joined by commas, and how many there are more.</summary>
    public static string Of(IReadOnlyCollection<string> items) => items.Count > Shown
        ? $"{string.Join(',', items.Take(Shown))} + {items.Count - Shown} more..."
        : string.Join(',', items);

    /// <summary>Access modes in their short forms and their fixed order.</summary>
    public static string AccessModes(IEnumerable<string> modes)
    {
        var set = modes.ToHashSet();
        (string Mode, string Short)[] order = [("ReadWriteOnce", "RWO"), ("ReadOnlyMany", "ROX"), ("ReadWriteMany", "RWX"), ("ReadWriteOncePod", "RWOP")];
        return string.Join(',', order.Where(m => set.Contains(m.Mode)).Select(m => m.Short));
    }

    /// <summary>A text, or what stands for its absence.</summary>
    public static string Or(string? text, string absent) => string.IsNullOrEmpty(text) ? absent : text;
}
