using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Runtime;

/// <summary>
/// Records core/v1 Events the way client-go's recorder does: the same event again raises the count of the first, and more than ten
/// alike within ten minutes are combined. The rules are those of <c>client-go/tools/record/events_cache.go</c>.
/// Failing to record an Event fails nothing else. Used on the executor.
/// </summary>
public sealed class EventRecorder
{
    private const int MostSimilar = 10;
    private const int MostKnown = 4096;
    private static readonly TimeSpan SimilarWithin = TimeSpan.FromMinutes(10);
    private static readonly GroupResource Events = new("", "events");

    private readonly ControllerClient _client;
    private readonly string _component;
    private readonly Dictionary<string, Known> _known = [];
    private readonly Dictionary<string, Similar> _similar = [];

    internal EventRecorder(ControllerClient client, string component) => (_client, _component) = (client, component);

    /// <summary>A Normal event about an object.</summary>
    public ValueTask NormalAsync(KubeObject about, string reason, string message, string fieldPath = "") => RecordAsync(about, "Normal", reason, message, fieldPath);

    /// <summary>A Warning event about an object.</summary>
    public ValueTask WarningAsync(KubeObject about, string reason, string message, string fieldPath = "") => RecordAsync(about, "Warning", reason, message, fieldPath);

    /// <summary>An event about an object.</summary>
    /// <param name="about">The object.</param>
    /// <param name="type"><c>Normal</c> or <c>Warning</c>.</param>
    /// <param name="reason">A CamelCase word.</param>
    /// <param name="message">What happened.</param>
    /// <param name="fieldPath">The part of the object, such as <c>spec.containers{web}</c>; or empty.</param>
    /// <param name="host">The node that reports; or empty.</param>
    public async ValueTask RecordAsync(KubeObject about, string type, string reason, string message, string fieldPath = "", string host = "")
    {
        var now = _client.Services.Clock.GetUtcNow();
        var group = string.Join('\n', host, about.Kind, about.Namespace, about.Name, about.Metadata.Uid, about.ApiVersion, fieldPath, type, reason);
        message = Combine(group, message, now, out var combined);
        var key = combined ? group : $"{group}\n{message}";
        try
        {
            if (_known.TryGetValue(key, out var known) && await RepeatAsync(known, message, now).ConfigureAwait(false))
            {
                return;
            }

            var created = await _client.CreateAsync(Document(about, type, reason, message, fieldPath, host, now)).ConfigureAwait(false);
            if (_known.Count >= MostKnown)
            {
                _known.Clear();
            }

            _known[key] = new Known(created.Namespace, created.Name);
        }
        catch (ApiException)
        {
            // As upstream: an event that cannot be written (the namespace is going) is dropped.
        }
    }

    private async ValueTask<bool> RepeatAsync(Known known, string message, DateTimeOffset now)
    {
        var type = _client.TypeOf(Events);
        if (_client.Services.Store.Current.Get(type.Key(known.Namespace, known.Name)) is not { } stored)
        {
            return false;
        }

        await _client.PatchAsync(Events, known.Namespace, known.Name, "", PatchType.StrategicMerge, MapValue.Of(
            ("count", (stored.Root.Integer("count") ?? 1) + 1),
            ("lastTimestamp", KubeTime.Format(now)),
            ("message", message))).ConfigureAwait(false);
        return true;
    }

    private string Combine(string group, string message, DateTimeOffset now, out bool combined)
    {
        if (!_similar.TryGetValue(group, out var similar) || now - similar.Last > SimilarWithin)
        {
            if (_similar.Count >= MostKnown)
            {
                _similar.Clear();
            }

            similar = new Similar();
            _similar[group] = similar;
        }

        similar.Last = now;
        similar.Messages.Add(message);
        combined = similar.Messages.Count >= MostSimilar;
        if (!combined)
        {
            return message;
        }

        // The set need not grow any further: it is over the limit.
        similar.Messages.Remove(message);
        return $"(combined from similar events): {message}";
    }

    private MapValue Document(KubeObject about, string type, string reason, string message, string fieldPath, string host, DateTimeOffset now)
    {
        var involved = new MapBuilder { { "kind", about.Kind } };
        Set(involved, "namespace", about.Namespace);
        Set(involved, "name", about.Name);
        Set(involved, "uid", about.Metadata.Uid);
        Set(involved, "apiVersion", about.ApiVersion);
        Set(involved, "resourceVersion", about.Metadata.ResourceVersion);
        Set(involved, "fieldPath", fieldPath);
        var source = new MapBuilder { { "component", _component } };
        Set(source, "host", host);
        var time = KubeTime.Format(now);
        var space = about.Namespace.Length > 0 ? about.Namespace : "default";
        return MapValue.Of(
            ("kind", "Event"),
            ("apiVersion", "v1"),
            ("metadata", MapValue.Of(("name", EventNames.Of(_client.Services, space, about.Name, now)), ("namespace", space))),
            ("involvedObject", involved.Build()),
            ("reason", reason),
            ("message", message),
            ("source", source.Build()),
            ("firstTimestamp", time),
            ("lastTimestamp", time),
            ("count", 1),
            ("type", type),
            ("reportingComponent", _component),
            ("reportingInstance", host));
    }

    private static void Set(MapBuilder map, string key, string text)
    {
        if (text.Length > 0)
        {
            map[key] = text;
        }
    }

    private sealed record Known(string Namespace, string Name);

    private sealed class Similar
    {
        public HashSet<string> Messages { get; } = [];

        public DateTimeOffset Last { get; set; }
    }
}
