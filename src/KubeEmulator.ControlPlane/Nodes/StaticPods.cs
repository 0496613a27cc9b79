using System.Collections.Immutable;
using System.Security.Cryptography;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <summary>
/// Pods that kubelets run from files of their own, and of which the API shows a mirror; <c>pkg/kubelet/types/pod_update.go</c>,
/// <c>config/common.go</c> (applyDefaults), <c>pod/mirror_client.go</c>. Thread-safe.
/// </summary>
internal sealed class StaticPods
{
    public const string MirrorAnnotation = "kubernetes.io/config.mirror";
    public const string SourceAnnotation = "kubernetes.io/config.source";
    public const string HashAnnotation = "kubernetes.io/config.hash";
    public const string SeenAnnotation = "kubernetes.io/config.seen";

    private ImmutableList<KubeObject> _all = [];

    /// <summary>The pods of a node, as their mirrors are to be.</summary>
    public IEnumerable<KubeObject> Of(string node) => _all.Where(p => p.Spec.StringOrEmpty("nodeName") == node);

    /// <summary>The pod behind a mirror; null where the mirror is nobody's.</summary>
    public KubeObject? Behind(KubeObject mirror) => !mirror.Metadata.Annotations.ContainsKey(MirrorAnnotation) ? null
        : _all.Find(p => p.Name == mirror.Name && p.Namespace == mirror.Namespace && p.Spec.String("nodeName") == mirror.Spec.String("nodeName"));

    public void Add(KubeObject pod) => ImmutableInterlocked.Update(ref _all, (all, p) => all.Add(p), pod);

    public bool Remove(KubeObject pod)
    {
        var before = _all;
        ImmutableInterlocked.Update(ref _all, (all, p) => all.Remove(p), pod);
        return before.Contains(pod);
    }

    /// <summary>What another cluster's nodes have, for a fork.</summary>
    public void TakeFrom(StaticPods other) => _all = other._all;

    /// <summary>A pod of a file, as the kubelet of a node completes it.</summary>
    /// <exception cref="FormatException">The text is not one pod with a name, or refers to what static pods may not.</exception>
    public static KubeObject Read(string manifest, string node, DateTimeOffset seen)
    {
        Value document;
        try
        {
            document = YamlText.Parse(manifest);
        }
        catch (ValueFormatException malformed)
        {
            throw new FormatException($"the static pod cannot be read: {malformed.Message}", malformed);
        }

        if (document is not MapValue pod || pod.String("kind") != "Pod" || pod.String("apiVersion") != "v1" || pod.StringAt("metadata", "name") is not { Length: > 0 } name)
        {
            throw new FormatException("the static pod is not one document of kind Pod and apiVersion v1 with a name");
        }

        if (pod.At("spec", "resourceClaims") is ListValue { Count: > 0 })
        {
            throw new FormatException("static pods may not use ResourceClaims");
        }

        var hash = Convert.ToHexStringLower(HashOf(pod, node));
        var annotations = (pod.At("metadata", "annotations") as MapValue ?? MapValue.Empty).With(HashAnnotation, hash).With(MirrorAnnotation, hash)
            .With(SeenAnnotation, seen.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture)).With(SourceAnnotation, "file");
        var spec = pod.Map("spec") ?? MapValue.Empty;

        // So that no taint of the node ends them.
        var tolerations = (spec.List("tolerations") ?? ListValue.Empty).Add(MapValue.Of(("operator", "Exists"), ("effect", "NoExecute")));
        return new KubeObject(pod
            .WithAt(["metadata", "name"], $"{name}-{node.ToLowerInvariant()}")
            .WithAt(["metadata", "namespace"], pod.StringAt("metadata", "namespace") ?? "default")
            .WithAt(["metadata", "annotations"], annotations)
            .With("spec", spec.With("nodeName", node).With("tolerations", tolerations)));
    }

    // Any hash does: it only tells one file from another.
    private static byte[] HashOf(MapValue pod, string node) => SHA256.HashData([.. pod.ToUtf8Bytes(), .. System.Text.Encoding.UTF8.GetBytes($"host:{node}")])[..16];
}
