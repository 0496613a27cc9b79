using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>What a Deployment notes on its ReplicaSets; <c>pkg/controller/deployment/util/deployment_util.go</c>.</summary>
internal static class ReplicaSetAnnotations
{
    public const string Revision = "deployment.kubernetes.io/revision";
    public const string RevisionHistory = "deployment.kubernetes.io/revision-history";
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";

    // A hundred revisions or so.
    private const int LongestHistory = 2000;

    private static readonly HashSet<string> NotCopied = new(StringComparer.Ordinal)
    {
        "kubectl.kubernetes.io/last-applied-configuration", Revision, RevisionHistory, DesiredReplicas, MaxReplicas, DeploymentView.RollbackAnnotation,
    };

    /// <summary>The annotations of the set that is to be the newest: the Deployment's, and the revision, older ones of the set kept in its history.</summary>
    public static MapValue OfNewest(DeploymentView deployment, MapValue annotations, long revision)
    {
        var result = annotations.ToBuilder();
        foreach (var (key, value) in deployment.Object.Metadata.Annotations)
        {
            if (!NotCopied.Contains(key))
            {
                result[key] = value;
            }
        }

        var known = annotations.String(Revision);
        var old = 0L;
        if (!string.IsNullOrEmpty(known) && !long.TryParse(known, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out old))
        {
            return result.Build();
        }

        if (old < revision)
        {
            result[Revision] = revision.ToString(CultureInfo.InvariantCulture);
            if (known is not null)
            {
                result[RevisionHistory] = History(annotations.StringOrEmpty(RevisionHistory), known);
            }
        }

        return result.Build();
    }

    /// <summary>Annotations with the Deployment's size.</summary>
    public static MapValue WithSize(DeploymentView deployment, MapValue annotations) => annotations
        .With(DesiredReplicas, deployment.Replicas.ToString(CultureInfo.InvariantCulture))
        .With(MaxReplicas, deployment.MaxReplicas.ToString(CultureInfo.InvariantCulture));

    /// <summary>The Deployment's annotations after a roll-back to a set: the set's own, and what is not copied stays.</summary>
    public static MapValue OfRolledBack(MapValue deployment, MapValue replicaSet)
    {
        var result = new MapBuilder();
        foreach (var (key, value) in deployment.Where(a => NotCopied.Contains(a.Key)).Concat(replicaSet.Where(a => !NotCopied.Contains(a.Key))))
        {
            result[key] = value;
        }

        return result.Build();
    }

    private static string History(string history, string revision)
    {
        if (history.Length == 0)
        {
            return revision;
        }

        var revisions = history.Split(',');
        var start = 0;
        var length = history.Length + revision.Length + 1;
        for (; length > LongestHistory && start < revisions.Length; start++)
        {
            length -= revisions[start].Length + 1;
        }

        return length <= LongestHistory ? string.Join(',', [.. revisions[start..], revision]) : history;
    }
}
