using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Records events.k8s.io/v1 Events as client-go's newer recorder does: the same event again turns the first into a series, which is
/// written once and then now and then; <c>client-go/tools/events/event_broadcaster.go</c>. Used on the executor.
/// </summary>
internal sealed class SchedulerEvents(ControllerClient client)
{
    private const int MostKnown = 4096;
    private const int LongestNote = 1024;
    private static readonly GroupResource Events = new("events.k8s.io", "events");
    private static readonly TimeSpan SeriesEnds = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan SeriesRefreshed = TimeSpan.FromMinutes(30);
    private readonly Dictionary<Key, Known> _known = [];

    /// <summary>Records an event; one that cannot be written (its namespace is going) is dropped.</summary>
    public async ValueTask RecordAsync(string scheduler, KubeObject about, KubeObject? related, string type, string reason, string action, string note)
    {
        var now = client.Services.Clock.GetUtcNow();
        var key = new Key(scheduler, about.Metadata.Uid, about.Metadata.ResourceVersion, related?.Metadata.Uid ?? "", type, reason, action);
        try
        {
            if (_known.TryGetValue(key, out var known) && now - known.Last <= SeriesEnds)
            {
                await RepeatAsync(about.Namespace, known, now).ConfigureAwait(false);
                return;
            }

            if (_known.Count >= MostKnown)
            {
                _known.Clear();
            }

            var name = await client.PostAsync(Document(scheduler, about, related, type, reason, action, Shortened(note), now)).ConfigureAwait(false);
            _known[key] = new Known(name) { Last = now };
        }
        catch (ApiException)
        {
            _known.Remove(key);
        }
    }

    private async ValueTask RepeatAsync(string space, Known known, DateTimeOffset now)
    {
        known.Count++;
        known.Last = now;
        if (known.Count > 2 && now - known.Written < SeriesRefreshed)
        {
            return;
        }

        known.Written = now;
        await client.PatchAsync(Events, space, known.Name, "", Api.PatchType.StrategicMerge, MapValue.Of(
            ("series", MapValue.Of(("count", known.Count), ("lastObservedTime", KubeTime.FormatMicro(now)))))).ConfigureAwait(false);
    }

    private MapValue Document(string scheduler, KubeObject about, KubeObject? related, string type, string reason, string action, string note, DateTimeOffset now)
    {
        var document = new MapBuilder(12)
        {
            { "kind", "Event" },
            { "apiVersion", "events.k8s.io/v1" },
            { "metadata", MapValue.Of(("name", EventNames.Of(client.Services, about.Namespace, about.Name, now)), ("namespace", about.Namespace)) },
            { "eventTime", KubeTime.FormatMicro(now) },
            { "reportingController", scheduler },
            { "reportingInstance", $"{scheduler}-kube-emulator" },
            { "action", action },
            { "reason", reason },
            { "regarding", Reference(about) },
        };
        document["related"] = related is null ? null : Reference(related);
        document["note"] = note;
        document["type"] = type;
        return document.Build();
    }

    private static MapValue Reference(KubeObject item) => MapValue.Of(
        ("kind", "Pod"),
        ("namespace", item.Namespace),
        ("name", item.Name),
        ("uid", item.Metadata.Uid),
        ("apiVersion", "v1"),
        ("resourceVersion", item.Metadata.ResourceVersion));

    private static string Shortened(string note) => note.Length <= LongestNote ? note : string.Concat(note.AsSpan(0, LongestNote - 4), " ...");

    private readonly record struct Key(string Scheduler, string Uid, string Version, string Related, string Type, string Reason, string Action);

    private sealed class Known(string name)
    {
        public string Name => name;

        public long Count { get; set; } = 1;

        public DateTimeOffset Last { get; set; }

        public DateTimeOffset Written { get; set; }
    }
}
