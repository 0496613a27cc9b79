using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>What pods are told of their volumes' way to the node, each thing once; attachdetach's <c>reconciler.go</c> and <c>operation_generator.go</c>.</summary>
internal sealed class AttachEvents
{
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);

    /// <summary>The volume is there.</summary>
    public async ValueTask SucceedAsync(ReconcileContext context, string attachment, VolumeUse use)
    {
        _told.Remove(attachment);
        foreach (var pod in use.Pods)
        {
            // The space at the end is upstream's.
            await context.Events.NormalAsync(pod, "SuccessfulAttachVolume", $"AttachVolume.Attach succeeded for volume \"{use.Volume.Name}\" ").ConfigureAwait(false);
        }
    }

    /// <summary>The driver could not attach it.</summary>
    public ValueTask FailAsync(ReconcileContext context, string attachment, VolumeUse use, string error) =>
        WarnAsync(context, attachment, use, _ => $"AttachVolume.Attach failed for volume \"{use.Volume.Name}\" : {error}");

    /// <summary>Another node has it, and only one may.</summary>
    public ValueTask RefuseAsync(ReconcileContext context, string attachment, VolumeUse use, IReadOnlyList<string> nodes)
    {
        KubeObject[] users =
        [
            .. nodes.SelectMany(node => context.Snapshot.ByIndex(StoreIndex.PodsByNode, node))
                .Where(p => AttachableVolume.IsNeededBy(new PodView(p)) && AttachableVolume.UsedBy(context.Snapshot, new PodView(p)).Any(v => v.Name == use.Volume.Name)),
        ];
        return WarnAsync(context, attachment, use, pod => $"Multi-Attach error for volume \"{use.Volume.Name}\" {Users(users, pod)}");
    }

    private static string Users(KubeObject[] users, KubeObject pod)
    {
        if (users.Length == 0)
        {
            return "Volume is already exclusively attached to one node and can't be attached to another";
        }

        string[] near = [.. users.Where(u => u.Namespace == pod.Namespace).Select(u => u.Name)];
        var far = users.Length - near.Length;
        return near.Length == 0 ? $"Volume is already used by {far} pod(s) in different namespaces"
            : $"Volume is already used by pod(s) {string.Join(", ", near)}{(far > 0 ? $" and {far} pod(s) in different namespaces" : "")}";
    }

    private async ValueTask WarnAsync(ReconcileContext context, string attachment, VolumeUse use, Func<KubeObject, string> message)
    {
        var words = message(use.Pods[0]);
        if (_told.GetValueOrDefault(attachment) == words)
        {
            return;
        }

        _told[attachment] = words;
        foreach (var pod in use.Pods)
        {
            await context.Events.WarningAsync(pod, "FailedAttachVolume", message(pod)).ConfigureAwait(false);
        }
    }
}
