using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>
/// What every cluster with the same options is like once it has come to rest after its start: the clusters need not take two hundred
/// objects through the pipeline again, nor have forty controllers write into each what they write into all. Uids, times, the port and the
/// CA are each cluster's own, everything else is shared:
/// <code>
///   template   { "name": "default", "uid": mark 9, "creationTimestamp": mark 1, "labels": {...} }
///   cluster    { "name": "default", "uid": its 5th, "creationTimestamp": now,   "labels": the same }
/// </code>
/// Uids come from the cluster's own chance, drawn in the order in which the template drew them, so a seed gives the same ones whether the
/// template was made for this cluster or long before. Immutable; thread-safe.
/// </summary>
internal sealed class ClusterTemplate
{
    private readonly TemplateLog _log;
    private readonly long _beginning;
    private readonly Snapshot _settled;
    private readonly Draw[] _draws;
    private readonly Dictionary<string, int> _uids = new(StringComparer.Ordinal);
    private readonly Dictionary<KubeObject, Pattern> _patterns = new(ReferenceEqualityComparer.Instance);
    private readonly EventPattern[] _events;
    private readonly int _size;

    /// <summary>The template of clusters that stop at a place of a log.</summary>
    /// <param name="log">The writes of a start.</param>
    /// <param name="beginning">The revision at which there was all that no controller makes.</param>
    /// <param name="settled">The revision at which they have started.</param>
    public ClusterTemplate(TemplateLog log, long beginning, long settled)
    {
        (_log, _beginning, _settled, _draws) = (log, beginning, log.At(settled), [.. log.DrawsUntil(settled)]);
        var random = TemplateMarks.Random();
        foreach (var uid in _draws.Select(d => d.From(random)).OfType<string>())
        {
            _uids.Add(uid, TemplateMarks.Count + _uids.Count);
        }

        var reader = new PatternReader(_uids);
        Read(_settled, reader, _patterns);
        _events = Events(log, settled, reader);
        _size = reader.Size;
    }

    /// <summary>
    /// A new cluster's store, and what it held before any controller ran; that is made when it is first asked for, and its uids are nobody's.
    /// </summary>
    /// <param name="random">The cluster's chance.</param>
    /// <param name="own">What is the cluster's own beside uids.</param>
    public (ObjectStore Store, Lazy<Snapshot> Beginning) Open(ISeededRandom random, TemplateValues own)
    {
        var values = new Value?[_size];
        TemplateMarks.Fill(values, own);
        var next = TemplateMarks.Count;
        foreach (var draw in _draws)
        {
            // All are drawn, so that the next draw is what it would be had the cluster done everything itself.
            if (draw.From(random) is { } drawn)
            {
                values[next++] = drawn;
            }
        }

        var mine = values[..(TemplateMarks.Count + _uids.Count)];
        var settled = Filled(_settled, _patterns, _events, values, own.Now);
        return (new ObjectStore(StoreOptions.Default, settled, revision => Past(revision, mine, own.Now)), new Lazy<Snapshot>(() => Beginning(own)));
    }

    private Snapshot Filled(Snapshot template, Dictionary<KubeObject, Pattern> patterns, EventPattern[] events, Value?[] values, DateTimeOffset now)
    {
        var filled = template.Select(
            stored => patterns[stored] is { IsConstant: false } pattern ? new KubeObject((MapValue)pattern.Fill(values)) : stored,
            text => _uids.TryGetValue(text, out var uid) ? ((StringValue)values[uid]!).Text : text);
        foreach (var (write, pattern) in events)
        {
            filled = WithEvent(filled, write.Key, (MapValue)pattern.Fill(values), now);
        }

        return filled;
    }

    // Hardly ever asked for: a list at one of the start's revisions.
    private Snapshot Past(long revision, Value?[] mine, DateTimeOffset now)
    {
        var reader = new PatternReader(_uids);
        var template = _log.At(revision);
        var patterns = new Dictionary<KubeObject, Pattern>(ReferenceEqualityComparer.Instance);
        Read(template, reader, patterns);
        var events = Events(_log, revision, reader);
        var values = new Value?[reader.Size];
        mine.CopyTo(values, 0);
        return Filled(template, patterns, events, values, now);
    }

    // An Event's name has its time in it.
    private static Snapshot WithEvent(Snapshot snapshot, ObjectKey key, MapValue root, DateTimeOffset now)
    {
        var (about, time) = EventNames.Read(key.Name);
        var name = EventNames.Of(about, EventNames.TimeOf(now) + time - EventNames.TimeOf(TemplateMarks.Time));
        return snapshot.With(key with { Name = name }, new KubeObject(root.WithAt(["metadata", "name"], name)));
    }

    private Snapshot Beginning(TemplateValues own)
    {
        var reader = new PatternReader(new Dictionary<string, int>(StringComparer.Ordinal));
        var beginning = _log.At(_beginning);
        var patterns = new Dictionary<KubeObject, Pattern>(ReferenceEqualityComparer.Instance);
        Read(beginning, reader, patterns);
        var values = new Value?[reader.Size];
        TemplateMarks.Fill(values, own);
        return beginning.Select(stored => patterns[stored] is { IsConstant: false } pattern ? new KubeObject((MapValue)pattern.Fill(values)) : stored, text => text);
    }

    // Loops and classes in place of queries and tuples: of a first start's time most is the compiler's, which has no code at hand for what is
    // generic over structs.
    private static void Read(Snapshot snapshot, PatternReader reader, Dictionary<KubeObject, Pattern> patterns)
    {
        foreach (var resource in snapshot.Resources)
        {
            foreach (var stored in snapshot.List(resource))
            {
                patterns.Add(stored, reader.Read(stored.Root));
            }
        }
    }

    private static EventPattern[] Events(TemplateLog log, long revision, PatternReader reader)
    {
        var events = new List<EventPattern>();
        foreach (var write in log.EventsAt(revision))
        {
            events.Add(new EventPattern(write, reader.Read(write.Object.Root)));
        }

        return [.. events];
    }

    private sealed record EventPattern(TemplateWrite Write, Pattern Pattern);
}
