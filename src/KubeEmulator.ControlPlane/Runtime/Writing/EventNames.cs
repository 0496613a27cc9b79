using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Runtime;

/// <summary>
/// Names of Events: the object's name and the time in nanoseconds, as client-go's recorder makes them, so that a list in order of names
/// tells an object's story in its order (<c>client-go/tools/record/event.go</c>).
/// </summary>
internal static class EventNames
{
    private const long NanosecondsPerTick = 100;
    private static readonly GroupResource Events = new("", "events");

    /// <summary>A time as names have it.</summary>
    public static long TimeOf(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * NanosecondsPerTick;

    /// <summary>The name of an Event of a time.</summary>
    public static string Of(string about, long time) => $"{about}.{time.ToString("x", CultureInfo.InvariantCulture)}";

    /// <summary>What a name says: the object's name and the time.</summary>
    public static (string About, long Time) Read(string name)
    {
        var dot = name.LastIndexOf('.');
        return (name[..dot], long.Parse(name.AsSpan(dot + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }

    /// <summary>A name for an Event of now.</summary>
    public static string Of(ClusterServices services, string @namespace, string about, DateTimeOffset now)
    {
        var snapshot = services.Store.Current;
        var time = TimeOf(now);
        while (true)
        {
            var name = Of(about, time);
            if (snapshot.Get(new ObjectKey(Events, @namespace, name)) is null)
            {
                return name;
            }

            // On a clock that stands still many things happen in one nanosecond: the next is a little later.
            time++;
        }
    }
}
