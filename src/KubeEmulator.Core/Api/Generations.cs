using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>When a change counts for <c>metadata.generation</c>.</summary>
internal static class Generations
{
    /// <summary>Whether anything but metadata, status, apiVersion and kind differs.</summary>
    public static bool SpecChanges(MapValue updated, MapValue old)
    {
        foreach (var (key, value) in updated)
        {
            if (!IsCounted(key))
            {
                continue;
            }

            if (old[key] != value)
            {
                return true;
            }
        }

        foreach (var key in old.Keys)
        {
            if (IsCounted(key) && !updated.ContainsKey(key))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCounted(string key) => key is not ("metadata" or "status" or "apiVersion" or "kind");
}
