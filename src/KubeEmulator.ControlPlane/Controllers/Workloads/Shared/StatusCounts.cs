using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Numbers in a status, as Go writes them.</summary>
internal static class StatusCounts
{
    /// <summary>Sets a number that is left out where it is zero.</summary>
    public static void SetUnlessZero(this MapBuilder status, string key, long count)
    {
        if (count != 0)
        {
            status[key] = count;
        }
        else
        {
            status.Remove(key);
        }
    }

    /// <summary>A number in a status; zero where it is left out.</summary>
    public static int Count(this MapValue status, string key) => (int)(status.Integer(key) ?? 0);
}
