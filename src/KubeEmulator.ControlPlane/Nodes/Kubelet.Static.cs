using KubeEmulator.Api;
using KubeEmulator.Nodes.Pods;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <content>Static pods: their containers do not care whether the API shows a mirror of them.</content>
internal sealed partial class Kubelet
{
    private static readonly GroupResource PodResource = new("", "pods");

    // Those whose mirror has been deleted and is not back yet.
    private readonly Dictionary<(string Namespace, string Name), PodAgent> _unmirrored = [];

    /// <summary>Lets the API show every static pod of the node; kubelet's <c>tryReconcileMirrorPods</c>.</summary>
    public void Mirror()
    {
        foreach (var pod in _host.StaticPods.Of(Name))
        {
            if (Stored(pod) is null)
            {
                _host.Executor.Post(() => TryMirrorAsync(pod));
            }
        }
    }

    /// <summary>Creates the mirror of a static pod.</summary>
    /// <exception cref="ApiException">The API refuses it.</exception>
    public async ValueTask<KubeObject?> MirrorAsync(KubeObject pod)
    {
        if (!IsAlive || Node is not { } node)
        {
            return null;
        }

        var owner = MapValue.Of(("apiVersion", "v1"), ("kind", "Node"), ("name", Name), ("uid", node.Metadata.Uid), ("controller", true));
        return await Client.CreateAsync(pod.Root.WithAt(["metadata", "ownerReferences"], ListValue.Of(owner))).ConfigureAwait(false);
    }

    // A mirror that somebody deletes goes at once and comes back; the containers run on.
    private bool KeepsRunning(KubeObject pod)
    {
        if (!pod.Metadata.IsDeleting || _host.StaticPods.Behind(pod) is null)
        {
            return false;
        }

        _host.Executor.Post(async () => await Client.DeleteAsync(PodResource, pod.Namespace, pod.Name, new DeleteOptions { GracePeriodSeconds = 0, PreconditionUid = pod.Metadata.Uid }).ConfigureAwait(false));
        return true;
    }

    private bool KeepUnmirrored(PodAgent agent)
    {
        if (_host.StaticPods.Behind(agent.Object) is not { } pod || Node is null)
        {
            return false;
        }

        _unmirrored[(pod.Namespace, pod.Name)] = agent;
        if (IsAlive)
        {
            _host.Executor.Post(() => TryMirrorAsync(pod));
        }

        return true;
    }

    private PodAgent? TakeUnmirrored(KubeObject mirror)
    {
        if (!_unmirrored.Remove((mirror.Namespace, mirror.Name), out var agent))
        {
            return null;
        }

        Forgo(agent.Object.Metadata.Uid);
        agent.Update(mirror);
        if (!agent.IsOver)
        {
            Reserve(agent.Shape.View);
        }

        return agent;
    }

    private async ValueTask TryMirrorAsync(KubeObject pod)
    {
        try
        {
            await MirrorAsync(pod).ConfigureAwait(false);
        }
        catch (ApiException)
        {
            // Its namespace is going, or somebody has taken the name: again with the next start of the kubelet.
        }
    }

    private KubeObject? Stored(KubeObject pod) => _host.Services.Store.Current.Get(new ObjectKey(PodResource, pod.Namespace, pod.Name));
}
