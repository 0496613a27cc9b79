using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>A ReplicaSet of a Deployment: its fields by name.</summary>
internal readonly record struct ReplicaSetView(KubeObject Object)
{
    public string Name => Object.Name;

    /// <summary>How many pods it is asked to keep.</summary>
    public int Replicas => (int)(Object.Spec.Integer("replicas") ?? 1);

    /// <summary>How many pods it has.</summary>
    public int ActualReplicas => Object.Status.Count("replicas");

    public int ReadyReplicas => Object.Status.Count("readyReplicas");

    public int AvailableReplicas => Object.Status.Count("availableReplicas");

    public MapValue Template => Object.Spec.Map("template") ?? MapValue.Empty;

    public string Annotation(string key) => Object.Metadata.Annotations.StringOrEmpty(key);

    /// <summary>The revision; 0 where it has none, null where what it has is no number.</summary>
    public long? Revision => Annotation(ReplicaSetAnnotations.Revision) is { Length: > 0 } text ? Number(text) : 0;

    /// <summary>The size of the Deployment when the set was last scaled; null where that is unknown.</summary>
    public int? DesiredReplicas => Count(ReplicaSetAnnotations.DesiredReplicas);

    /// <summary>The most pods the Deployment could have then; null where that is unknown.</summary>
    public int? MaxReplicas => Count(ReplicaSetAnnotations.MaxReplicas);

    /// <summary>Older sets first, names deciding among those of one second.</summary>
    public static int ByAge(ReplicaSetView x, ReplicaSetView y)
    {
        var byTime = string.CompareOrdinal(x.Object.Metadata.CreationTimestamp, y.Object.Metadata.CreationTimestamp);
        return byTime != 0 ? byTime : string.CompareOrdinal(x.Name, y.Name);
    }

    private int? Count(string annotation) => Number(Annotation(annotation)) is { } count and >= 0 and <= int.MaxValue ? (int)count : null;

    private static long? Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
