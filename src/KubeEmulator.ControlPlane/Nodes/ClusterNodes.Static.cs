using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Nodes;

/// <content>Pods that nodes run by themselves.</content>
public sealed partial class ClusterNodes
{
    internal StaticPods StaticPods { get; } = new();

    /// <summary>
    /// Lets a node run a pod by itself, as from a file in its kubelet's manifest folder. The API shows a mirror of it, called like the
    /// pod with the node's name behind; who deletes the mirror ends no container, and it comes back.
    /// </summary>
    /// <returns>The mirror.</returns>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="FormatException">The text is not one pod with a name.</exception>
    /// <exception cref="ApiException">The API refuses the mirror; the pod does not run then.</exception>
    public async Task<KubeObject> AddStaticPodAsync(string node, string manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return await Host.RunAsync(async () =>
        {
            var kubelet = Find(node);
            var pod = StaticPods.Read(manifest, node, Host.Now);
            StaticPods.Add(pod);
            try
            {
                return await kubelet.MirrorAsync(pod).ConfigureAwait(false) ?? pod;
            }
            catch (ApiException)
            {
                StaticPods.Remove(pod);
                throw;
            }
        }).ConfigureAwait(false);
    }

    /// <summary>Takes a static pod from its node: its containers end with their grace, then its mirror goes.</summary>
    /// <param name="name">The mirror's name.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <returns>False where no node has such a pod.</returns>
    public Task<bool> RemoveStaticPodAsync(string name, string @namespace = "default") => Host.RunAsync(async () =>
    {
        var mirror = Host.Services.Store.Current.Get(new ObjectKey(PodResource, @namespace, name));
        if (mirror is null || StaticPods.Behind(mirror) is not { } pod || !StaticPods.Remove(pod))
        {
            return false;
        }

        await Admin("kubelet").DeleteAsync(PodResource, @namespace, name).ConfigureAwait(false);
        return true;
    });
}
