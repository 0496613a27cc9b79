using System.Runtime.CompilerServices;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Access;

/// <summary>What the pods of a node refer to, as <c>namespace/name</c>; gathered once per snapshot and node. Upstream: <c>node/graph.go</c>.</summary>
internal sealed class RelatedObjects
{
    private static readonly ConditionalWeakTable<Snapshot, Dictionary<string, RelatedObjects>> Cache = [];

    private readonly HashSet<string> _secrets = [];
    private readonly HashSet<string> _configMaps = [];
    private readonly HashSet<string> _claims = [];
    private readonly HashSet<string> _volumes = [];
    private readonly HashSet<string> _resourceClaims = [];
    private readonly HashSet<string> _attachments = [];
    private readonly HashSet<string> _serviceAccounts = [];
    private readonly HashSet<string> _pods = [];

    private RelatedObjects(Snapshot snapshot, string node)
    {
        foreach (var pod in snapshot.ByIndex(StoreIndex.PodsByNode, node))
        {
            AddPod(snapshot, pod);
        }

        foreach (var attachment in snapshot.List(new GroupResource("storage.k8s.io", "volumeattachments")))
        {
            if (attachment.Spec.StringOrEmpty("nodeName") == node)
            {
                _attachments.Add(attachment.Name);
            }
        }
    }

    public IReadOnlySet<string> Secrets => _secrets;

    public IReadOnlySet<string> ConfigMaps => _configMaps;

    public IReadOnlySet<string> Claims => _claims;

    public IReadOnlySet<string> Volumes => _volumes;

    public IReadOnlySet<string> ResourceClaims => _resourceClaims;

    public IReadOnlySet<string> Attachments => _attachments;

    public IReadOnlySet<string> ServiceAccounts => _serviceAccounts;

    public IReadOnlySet<string> Pods => _pods;

    public static RelatedObjects Of(Snapshot snapshot, string node)
    {
        var known = Cache.GetOrCreateValue(snapshot);
        lock (known)
        {
            if (!known.TryGetValue(node, out var related))
            {
                related = new RelatedObjects(snapshot, node);
                known.Add(node, related);
            }

            return related;
        }
    }

    private void AddPod(Snapshot snapshot, KubeObject pod)
    {
        var space = pod.Namespace;
        _pods.Add($"{space}/{pod.Name}");

        // A mirror pod is the node's own word and proves nothing (graph.go, AddPod).
        if (pod.Metadata.Annotations.ContainsKey("kubernetes.io/config.mirror"))
        {
            return;
        }

        Add(_serviceAccounts, space, pod.Spec.String("serviceAccountName"));
        foreach (var pull in pod.Spec.Maps("imagePullSecrets"))
        {
            Add(_secrets, space, pull.String("name"));
        }

        foreach (var list in (ReadOnlySpan<string>)["initContainers", "containers", "ephemeralContainers"])
        {
            foreach (var container in pod.Spec.Maps(list))
            {
                AddEnvironment(space, container);
            }
        }

        foreach (var volume in pod.Spec.Maps("volumes"))
        {
            AddVolume(snapshot, pod, volume);
        }

        foreach (var claim in pod.Status.Maps("resourceClaimStatuses").Concat(pod.Spec.Maps("resourceClaims")))
        {
            Add(_resourceClaims, space, claim.String("resourceClaimName"));
        }
    }

    private void AddEnvironment(string space, MapValue container)
    {
        foreach (var from in container.Maps("envFrom"))
        {
            Add(_configMaps, space, from.StringAt("configMapRef", "name"));
            Add(_secrets, space, from.StringAt("secretRef", "name"));
        }

        foreach (var variable in container.Maps("env"))
        {
            Add(_configMaps, space, variable.StringAt("valueFrom", "configMapKeyRef", "name"));
            Add(_secrets, space, variable.StringAt("valueFrom", "secretKeyRef", "name"));
        }
    }

    private void AddVolume(Snapshot snapshot, KubeObject pod, MapValue volume)
    {
        var space = pod.Namespace;
        Add(_secrets, space, volume.StringAt("secret", "secretName"));
        Add(_configMaps, space, volume.StringAt("configMap", "name"));
        foreach (var source in volume.Map("projected")?.Maps("sources") ?? [])
        {
            Add(_secrets, space, source.StringAt("secret", "name"));
            Add(_configMaps, space, source.StringAt("configMap", "name"));
        }

        foreach (var kind in (ReadOnlySpan<string>)["azureFile", "cephfs", "flexVolume", "iscsi", "rbd", "scaleIO", "storageos"])
        {
            Add(_secrets, space, volume.StringAt(kind, "secretRef", "name") ?? volume.StringAt(kind, "secretName"));
        }

        Add(_secrets, space, volume.StringAt("csi", "nodePublishSecretRef", "name"));
        var claim = volume.StringAt("persistentVolumeClaim", "claimName") ?? (volume.ContainsKey("ephemeral") ? $"{pod.Name}-{volume.StringOrEmpty("name")}" : null);
        if (claim is null)
        {
            return;
        }

        Add(_claims, space, claim);
        if (snapshot.Get(new ObjectKey("", "persistentvolumeclaims", space, claim))?.Spec.String("volumeName") is not { Length: > 0 } name)
        {
            return;
        }

        _volumes.Add(name);
        if (snapshot.Get(new ObjectKey("", "persistentvolumes", "", name)) is { } stored)
        {
            foreach (var member in (ReadOnlySpan<string>)["nodePublishSecretRef", "nodeStageSecretRef", "controllerPublishSecretRef", "nodeExpandSecretRef"])
            {
                Add(_secrets, stored.Spec.StringAt("csi", member, "namespace") ?? "", stored.Spec.StringAt("csi", member, "name"));
            }
        }
    }

    private static void Add(HashSet<string> set, string space, string? name)
    {
        if (name is { Length: > 0 })
        {
            set.Add($"{space}/{name}");
        }
    }
}
