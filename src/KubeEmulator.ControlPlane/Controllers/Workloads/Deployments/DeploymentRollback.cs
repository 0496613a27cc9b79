using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>
/// Going back to an earlier revision where an old client asks for it by annotation; <c>pkg/controller/deployment/rollback.go</c>.
/// kubectl's undo writes the old template itself and needs none of this.
/// </summary>
internal sealed class DeploymentRollback(ReconcileContext context, DeploymentView deployment)
{
    private const string NotFound = "DeploymentRollbackRevisionNotFound";

    /// <summary>Writes the template of a revision (0 for the one before the newest) and takes the request away.</summary>
    public async ValueTask RunAsync(long revision, IEnumerable<ReplicaSetView> sets)
    {
        var known = sets.Where(s => s.Revision is > 0).OrderByDescending(s => s.Revision).ToList();
        if (revision == 0 && known.Count < 2)
        {
            await GiveUpAsync(NotFound, "Unable to find last revision.").ConfigureAwait(false);
            return;
        }

        var wanted = revision == 0 ? known[1].Revision : revision;
        if (known.FirstOrDefault(s => s.Revision == wanted) is not { Object: { } } set)
        {
            await GiveUpAsync(NotFound, "Unable to find the revision to rollback to.").ConfigureAwait(false);
            return;
        }

        if (PodTemplates.AreEqual(deployment.Template, set.Template))
        {
            await GiveUpAsync("DeploymentRollbackTemplateUnchanged", $"The rollback revision contains the same template as current deployment {GoText.Quote(deployment.Object.Name)}").ConfigureAwait(false);
            return;
        }

        var annotations = ReplicaSetAnnotations.OfRolledBack(deployment.Object.Metadata.Annotations, set.Object.Metadata.Annotations);
        var edited = deployment.Object.With(deployment.Object.Root.WithAt(["spec", "template"], PodTemplates.WithoutHash(set.Template)));
        await WriteAsync(edited, annotations).ConfigureAwait(false);
        await context.Events.NormalAsync(deployment.Object, "DeploymentRollback", $"Rolled back deployment {GoText.Quote(deployment.Object.Name)} to revision {wanted}").ConfigureAwait(false);
    }

    private async ValueTask GiveUpAsync(string reason, string message)
    {
        await context.Events.WarningAsync(deployment.Object, reason, message).ConfigureAwait(false);
        await WriteAsync(deployment.Object, deployment.Object.Metadata.Annotations).ConfigureAwait(false);
    }

    private ValueTask<KubeObject> WriteAsync(KubeObject edited, MapValue annotations) =>
        context.Client.UpdateAsync(edited.WithMetadata("annotations", annotations.Without(DeploymentView.RollbackAnnotation)));
}
