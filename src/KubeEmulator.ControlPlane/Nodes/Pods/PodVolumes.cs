using KubeEmulator.Nodes.Containers;
using KubeEmulator.Nodes.Environment;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>A pod's volumes as trees of files, made when a container first needs them.</summary>
internal sealed class PodVolumes
{
    private static readonly GroupResource Claims = new("", "persistentvolumeclaims");
    private static readonly GroupResource Volumes = new("", "persistentvolumes");
    private static readonly GroupResource Attachments = new("storage.k8s.io", "volumeattachments");
    private readonly Dictionary<string, VolumeTree> _trees = new(StringComparer.Ordinal);
    private readonly PodTokens _tokens = new();

    // The kubelet's news and a program's look may come at the same time. Nothing else is taken inside.
    private readonly Lock _gate = new();
    private PodScope _scope;

    public PodVolumes(ContainerHost host, PodScope scope)
    {
        _scope = scope;
        foreach (var volume in scope.Pod.Spec.Maps("volumes"))
        {
            var tree = _trees[volume.StringOrEmpty("name")] = Tree(host, scope, volume);
            if (volume.ContainsKey("projected"))
            {
                tree.BeforeLook = ReplaceTokens;
            }
        }

        Refresh(scope);
    }

    /// <summary>What keeps the pod from starting, in the kubelet's words; null where nothing does.</summary>
    public static string? Fault(PodScope scope)
    {
        foreach (var volume in scope.Pod.Spec.Maps("volumes"))
        {
            var name = volume.StringOrEmpty("name");
            if (VolumeContents.IsPublished(volume))
            {
                try
                {
                    VolumeContents.Of(scope, volume, tokens: null);
                }
                catch (ConfigFaultException fault)
                {
                    return $"MountVolume.SetUp failed for volume \"{name}\" : {fault.Message}";
                }
            }
            else if (ClaimName(scope, volume) is { } claim)
            {
                var found = scope.Snapshot.Get(new ObjectKey(Claims, scope.Namespace, claim));
                var fault = found is null ? $"failed to fetch PVC from API server: persistentvolumeclaims \"{claim}\" not found"
                    : found.Status.String("phase") != "Bound" ? "PVC is not bound" : null;
                if (fault is not null)
                {
                    return $"Unable to attach or mount volumes: unmounted volumes=[{name}], unattached volumes=[], failed to process volumes=[{name}]: error processing PVC {scope.Namespace}/{claim}: {fault}";
                }

                if (IsAttachedElsewhere(scope, found!))
                {
                    return $"Unable to attach or mount volumes: unmounted volumes=[{name}], unattached volumes=[], failed to process volumes=[]: timed out waiting for the condition";
                }
            }
        }

        return null;
    }

    public VolumeTree? Find(string name) => _trees.GetValueOrDefault(name);

    /// <summary>Writes what changed in the objects that volumes are made of. What is missing now leaves the files as they are.</summary>
    public void Refresh(PodScope scope)
    {
        lock (_gate)
        {
            _scope = scope;
            foreach (var volume in scope.Pod.Spec.Maps("volumes").Where(VolumeContents.IsPublished))
            {
                try
                {
                    _trees[volume.StringOrEmpty("name")].Publish(VolumeContents.Of(scope, volume, _tokens));
                }
                catch (ConfigFaultException)
                {
                    // As upstream: a source that goes while the pod runs leaves the last content.
                }
            }
        }
    }

    // Whoever looks finds tokens that are good, however long nobody has looked.
    private void ReplaceTokens()
    {
        PodScope scope;
        lock (_gate)
        {
            scope = _scope;
            if (scope.Services.Clock.GetUtcNow() < _tokens.GoodUntil)
            {
                return;
            }
        }

        Refresh(scope with { Snapshot = scope.Services.Store.Current });
    }

    // A driver's volume for one node, which another one still has.
    private static bool IsAttachedElsewhere(PodScope scope, KubeObject claim)
    {
        var name = claim.Spec.StringOrEmpty("volumeName");
        if (scope.Snapshot.Get(new ObjectKey(Volumes, "", name)) is not { } volume
            || !volume.Spec.ContainsKey("csi")
            || volume.Spec.Strings("accessModes").Any(mode => mode is "ReadWriteMany" or "ReadOnlyMany"))
        {
            return false;
        }

        var nodes = scope.Snapshot.List(Attachments).Where(a => a.Spec.StringAt("source", "persistentVolumeName") == name).Select(a => a.Spec.String("nodeName")).ToArray();
        return nodes.Length > 0 && !nodes.Contains(scope.Pod.Spec.String("nodeName"));
    }

    private static VolumeTree Tree(ContainerHost host, PodScope scope, MapValue volume)
    {
        if (ClaimName(scope, volume) is { } claim)
        {
            return host.LastingVolume($"claim {scope.Namespace}/{claim}");
        }

        if (volume.Map("hostPath") is { } path)
        {
            return host.LastingVolume($"host {scope.Pod.Spec.String("nodeName")} {path.String("path")}");
        }

        var limit = Quantity.From(volume.Map("emptyDir")?["sizeLimit"]) is { Sign: > 0 } given ? given.Value : VolumeTree.DefaultMaxBytes;

        // What the kubelet publishes is its own to write (GetAttributes of the volume plugins).
        return new VolumeTree(host.Services.Clock, maxBytes: limit) { IsReadOnly = VolumeContents.IsPublished(volume) };
    }

    // A generic ephemeral volume has a claim that is named after pod and volume.
    private static string? ClaimName(PodScope scope, MapValue volume) =>
        volume.Map("persistentVolumeClaim")?.String("claimName") ?? (volume.ContainsKey("ephemeral") ? $"{scope.Pod.Name}-{volume.String("name")}" : null);
}
