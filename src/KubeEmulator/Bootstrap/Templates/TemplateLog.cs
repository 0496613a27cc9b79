using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Bootstrap;

/// <summary>
/// All writes of a cluster's start, in order. What a start does less comes first, so the state after some of them is that of a cluster
/// that is asked for less:
/// <code>
///   API server's objects | metrics server | controllers | the usual node
///                    Alone           Begun          Bare            Settled
/// </code>
/// </summary>
/// <param name="Writes">The writes.</param>
/// <param name="Alone">The revision at which there was what every API server has.</param>
/// <param name="Begun">The revision at which there was all that no controller makes.</param>
/// <param name="Bare">The revision at which the controllers had come to rest, before there were nodes.</param>
/// <param name="Settled">The last revision.</param>
internal sealed record TemplateLog(IReadOnlyList<TemplateWrite> Writes, long Alone, long Begun, long Bare, long Settled)
{
    private static readonly GroupResource EventResource = new("", "events");

    /// <summary>What there was at a revision, but for Events.</summary>
    public Snapshot At(long revision) =>
        SnapshotContents.Of(StoreOptions.Default, revision, ObjectsAt(revision));

    /// <summary>The Events there were at a revision.</summary>
    public IEnumerable<TemplateWrite> EventsAt(long revision) => Latest(revision).Where(w => w.Key.Resource == EventResource);

    /// <summary>What was drawn until a revision.</summary>
    public IEnumerable<Draw> DrawsUntil(long revision) => Until(revision).SelectMany(w => w.Draws);

    private IEnumerable<(ObjectKey, KubeObject)> ObjectsAt(long revision)
    {
        foreach (var write in Latest(revision))
        {
            if (write.Key.Resource != EventResource)
            {
                yield return (write.Key, write.Object);
            }
        }
    }

    private IEnumerable<TemplateWrite> Latest(long revision)
    {
        var latest = new Dictionary<string, TemplateWrite>(StringComparer.Ordinal);
        foreach (var write in Until(revision))
        {
            latest[write.Key.ToString()] = write;
        }

        return latest.Values;
    }

    private IEnumerable<TemplateWrite> Until(long revision) => Writes.TakeWhile(w => w.Object.Metadata.Revision <= revision);
}
