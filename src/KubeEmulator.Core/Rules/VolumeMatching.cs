using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>
/// Which PersistentVolume suits a claim; component-helpers' <c>storage/volume/pv_helpers.go</c>. The scheduler asks with a node,
/// the volume controller without.
/// </summary>
internal static class VolumeMatching
{
    public const string BindCompleted = "pv.kubernetes.io/bind-completed";
    public const string BoundByController = "pv.kubernetes.io/bound-by-controller";
    public const string SelectedNode = "volume.kubernetes.io/selected-node";
    private const string OldClass = "volume.beta.kubernetes.io/storage-class";

    /// <summary>The storage class of a claim or volume; the annotation of old decides before the field. Empty for none.</summary>
    public static string ClassOf(KubeObject item) =>
        item.Metadata.Annotations.String(OldClass) ?? item.Spec.StringOrEmpty("storageClassName");

    /// <summary>Whether a volume refers to a claim: by name alone where the user reserved it so, else by uid too.</summary>
    public static bool IsBoundTo(KubeObject volume, KubeObject claim)
    {
        var reference = volume.Spec.Map("claimRef");
        return reference is not null
            && reference.StringOrEmpty("name") == claim.Name
            && reference.StringOrEmpty("namespace") == claim.Namespace
            && (reference.StringOrEmpty("uid") is { Length: 0 } || reference.StringOrEmpty("uid") == claim.Metadata.Uid);
    }

    /// <summary>Whether both directions are settled: the claim names its volume, and the controller has said so.</summary>
    public static bool IsFullyBound(KubeObject claim) =>
        claim.Spec.StringOrEmpty("volumeName").Length > 0 && claim.Metadata.Annotations.ContainsKey(BindCompleted);

    /// <summary>Whether a node can reach a volume.</summary>
    public static bool Reaches(KubeObject volume, NodeView node) =>
        volume.Spec.Map("nodeAffinity")?.Map("required") is not { } required || NodeSelectors.Matches(required, node);

    /// <summary>
    /// The volume reserved for the claim, or else the smallest that suits; null where there is none. With a node only volumes that it
    /// reaches count, and a reserved one that it does not reach makes the answer null.
    /// </summary>
    /// <param name="claim">The claim.</param>
    /// <param name="volumes">The volumes, in the order that decides between equal ones.</param>
    /// <param name="node">The node, when the scheduler asks.</param>
    /// <param name="taken">Names of volumes meant for other claims.</param>
    /// <param name="waits">Whether the claim's class waits for a pod: without a node only a reserved volume counts then.</param>
    public static KubeObject? Find(KubeObject claim, IEnumerable<KubeObject> volumes, NodeView? node, IReadOnlySet<string> taken, bool waits)
    {
        var wanted = Storage(claim.Spec.Map("resources")?.Map("requests"));
        KubeObject? smallest = null;
        foreach (var volume in volumes)
        {
            if (taken.Contains(volume.Name) || !MayServe(volume, claim, wanted))
            {
                continue;
            }

            var reached = node is not { } where || Reaches(volume, where);
            if (IsBoundTo(volume, claim))
            {
                return reached ? volume : null;
            }

            if (reached && (node is not null || !waits) && Suits(volume, claim, checkModes: node is not null)
                && (smallest is null || Storage(volume.Spec.Map("capacity")) < Storage(smallest.Spec.Map("capacity"))))
            {
                smallest = volume;
            }
        }

        return smallest;
    }

    private static bool MayServe(KubeObject volume, KubeObject claim, Quantity wanted) =>
        (volume.Spec.Map("claimRef") is null || IsBoundTo(volume, claim))
        && Storage(volume.Spec.Map("capacity")) >= wanted
        && (volume.Spec.String("volumeMode") ?? "Filesystem") == (claim.Spec.String("volumeMode") ?? "Filesystem")
        && volume.Spec.StringOrEmpty("volumeAttributesClassName") == claim.Spec.StringOrEmpty("volumeAttributesClassName")
        && !volume.Metadata.IsDeleting;

    private static bool Suits(KubeObject volume, KubeObject claim, bool checkModes) =>
        volume.Status.String("phase") == "Available"
        && (claim.Spec["selector"].IsNullOrAbsent() || LabelSelector.From(claim.Spec["selector"]).Matches(volume.Metadata.Labels))
        && ClassOf(volume) == ClassOf(claim)
        && (!checkModes || claim.Spec.Strings("accessModes").All(volume.Spec.Strings("accessModes").Contains));

    private static Quantity Storage(MapValue? amounts) => Quantity.From(amounts?["storage"]) ?? Quantity.Zero;
}
