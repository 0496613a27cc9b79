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
    private readonly Dictionary<(Group Group, string Message), string> _known = [];
    private readonly Dictionary<Group, Similar> _similar = [];

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
        var group = new Group(host, about.Kind, about.Namespace, about.Name, about.Metadata.Uid, about.ApiVersion, PropertyNames.Intern(fieldPath), type, reason);
        var similar = SimilarTo(group, now);
        var combined = similar.Tell(message);
        message = combined ? $"(combined from similar events): {message}" : message;
        var key = combined ? "" : message;
        try
        {
            if (NameOf(group, similar, key) is { } known && await RepeatAsync(SpaceOf(about), known, message, now).ConfigureAwait(false))
            {
                return;
            }

            var created = await _client.CreateAsync(Document(about, type, reason, message, fieldPath, host, now)).ConfigureAwait(false);
            Remember(group, similar, key, created);
        }
        catch (ApiException)
        {
            // As upstream: an event that cannot be written (the namespace is going) is dropped.
        }
    }

    private async ValueTask<bool> RepeatAsync(string space, string name, string message, DateTimeOffset now)
    {
        if (_client.Services.Store.Current.Get(_client.TypeOf(Events).Key(space, name)) is not { } stored)
        {
            return false;
        }

        await _client.PatchAsync(Events, space, name, "", PatchType.StrategicMerge, MapValue.Of(
            ("count", (stored.Root.Integer("count") ?? 1) + 1),
            ("lastTimestamp", KubeTime.Format(now)),
            ("message", message))).ConfigureAwait(false);
        return true;
    }

    private Similar SimilarTo(in Group group, DateTimeOffset now)
    {
        if (!_similar.TryGetValue(group, out var similar))
        {
            if (_similar.Count >= MostKnown)
            {
                _similar.Clear();
            }

            similar = new Similar();
            _similar[group] = similar;
        }
        else if (now - similar.Last > SimilarWithin)
        {
            similar.Forget();
        }

        similar.Last = now;
        return similar;
    }

    // Nearly always a group has one message, which is kept where it costs least: a cluster has tens of thousands.
    private string? NameOf(in Group group, Similar similar, string message) =>
        similar.First == message ? similar.FirstName : _known.GetValueOrDefault((group, message));

    private void Remember(in Group group, Similar similar, string message, KubeObject created)
    {
        if (similar.First == message)
        {
            similar.Note(created.Root.String("message"), created.Name);
            return;
        }

        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        _known[(group, message)] = created.Name;
    }

    private static string SpaceOf(KubeObject about) => about.Namespace.Length > 0 ? about.Namespace : "default";

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
        var space = SpaceOf(about);
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

    /// <summary>What makes events alike. References to texts that objects have anyway, where one text of all would be a few hundred bytes for each Event.</summary>
    private readonly record struct Group(string Host, string Kind, string Namespace, string Name, string Uid, string ApiVersion, string FieldPath, string Type, string Reason)
    {
        // The rest is nearly always the same for the same object.
        public override int GetHashCode() => HashCode.Combine(Uid, Name, FieldPath, Reason);
    }

    /// <summary>What was told of one group lately.</summary>
    private sealed class Similar
    {
        private bool _isFirstRecent;
        private HashSet<string>? _others;

        /// <summary>The first message ever told.</summary>
        public string? First { get; private set; }

        /// <summary>The Event that tells it; null before it is written.</summary>
        public string? FirstName { get; private set; }

        public DateTimeOffset Last { get; set; }

        /// <summary>Adds a message; says whether there are so many that this one has to be combined with others.</summary>
        public bool Tell(string message)
        {
            First ??= message;
            if (First == message)
            {
                _isFirstRecent = true;
            }
            else
            {
                (_others ??= new HashSet<string>(StringComparer.Ordinal)).Add(message);
            }

            if ((_others?.Count ?? 0) + (_isFirstRecent ? 1 : 0) < MostSimilar)
            {
                return false;
            }

            // The set need not grow any further: it is at the limit.
            _isFirstRecent = _isFirstRecent && First != message;
            _others?.Remove(message);
            return true;
        }

        /// <summary>Remembers the Event of the first message, and its text as stored.</summary>
        public void Note(string? text, string name) => (First, FirstName) = (text == First ? text : First, name);

        /// <summary>A new count begins; which Event tells what is still known.</summary>
        public void Forget() => (_isFirstRecent, _others) = (false, null);
    }
}
