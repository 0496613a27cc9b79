using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// DELETE of one object: at once, or marked and left to its finalizers or its grace period. Upstream:
/// <c>registry/generic/registry/store.go</c> (Delete) and <c>registry/rest/delete.go</c> (BeforeDelete).
/// </summary>
internal static class DeleteVerb
{
    public static async ValueTask<DeleteResult> RunAsync(ClusterServices services, ResourceType type, string @namespace, string name, DeleteOptions options, RequestContext request)
    {
        DeleteOptionRules.Check(options);
        type.Behavior.WarnOnDelete(options, request.Warn);
        var target = new WriteTarget(services, type, @namespace, name, "", request)
        {
            DryRun = options.DryRun,
            OptionsDocument = _ => OptionDocuments.Of(options),
        };
        while (true)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            var snapshot = services.Store.Current;
            var stored = snapshot.Get(target.KeyOf(name)) ?? throw StatusDocument.NotFound(type.GroupResource, name).ToException();
            if (await TryAsync(target, options, stored, snapshot).ConfigureAwait(false) is { } result)
            {
                return result;
            }
        }
    }

    private static async ValueTask<DeleteResult?> TryAsync(WriteTarget target, DeleteOptions options, KubeObject stored, Snapshot snapshot)
    {
        DeleteOptionRules.CheckPreconditions(target.Type, options, stored);
        if (stored.Metadata.IsDeleting && !target.Type.Behavior.MayEndAfterUpdate(stored))
        {
            // A namespace on its way out waits for the finalizers of its spec, whoever deletes it again.
            return new DeleteResult(ServedObjects.In(target.Type, stored, target.Services), null, false);
        }

        var context = target.Context(Operation.Delete, snapshot);
        var grace = Grace.Of(target.Type.Behavior, stored, options, target.Services.Clock.GetUtcNow());
        if (grace.Pending)
        {
            return new DeleteResult(Returns(target.Type) ? ServedObjects.In(target.Type, stored, target.Services) : null, Success(target, stored), false);
        }

        var attributes = target.Admission(Operation.Delete, null, ServedObjects.In(target.Type, stored, target.Services).Root, snapshot);
        await AdmissionChain.MutateAsync(attributes).ConfigureAwait(false);
        await AdmissionChain.ValidateAsync(attributes).ConfigureAwait(false);

        var prepared = target.Type.Behavior.PrepareForDelete(context, stored, options);
        var finalizers = DeletionFinalizers.After(target.Type, prepared, options);
        // A kind that begins its own deletion (CustomResourceDefinitions, namespaces) has marked the object already.
        var begun = !stored.Metadata.IsDeleting && prepared.Metadata.IsDeleting;
        var marked = begun ? prepared : Mark(prepared, finalizers, grace, target.Services.Clock.GetUtcNow());
        var mayGo = !begun && finalizers.Count == 0 && (grace.Seconds ?? 0) == 0;
        if (!mayGo || !target.Type.Behavior.MayEndAfterUpdate(marked))
        {
            return await KeepAsync(target, context, attributes, stored, marked).ConfigureAwait(false);
        }

        // A grace period of zero is written down before the object goes, so watchers see both (updateForGracefulDeletionAndFinalizers).
        if (grace.Seconds is not null && !target.DryRun)
        {
            if (target.Services.Store.Commit(new StoreWrite.Replace(target.KeyOf(target.Name), marked, stored.Metadata.Revision)) is not CommitOutcome.Committed committed)
            {
                return null;
            }

            stored = committed.Objects[0];
        }

        return await RemoveAsync(target, context, attributes, stored, grace.Seconds is not null && target.DryRun ? marked : stored).ConfigureAwait(false);
    }

    private static async ValueTask<DeleteResult?> RemoveAsync(WriteTarget target, WriteContext context, AdmissionAttributes attributes, KubeObject stored, KubeObject last)
    {
        var revision = stored.Metadata.Revision;
        if (!target.DryRun)
        {
            target.Type.Behavior.Release(context, stored);
            StoreWrite[] writes = [new StoreWrite.Delete(target.KeyOf(target.Name), revision, last), .. context.AlsoWrite, .. attributes.AlsoWrite];
            switch (target.Services.Store.Commit(writes))
            {
                case CommitOutcome.Committed committed:
                    last = committed.Objects[0] ?? last;
                    await target.Type.Behavior.CommittedAsync(target.Services, target.KeyOf(target.Name), null).ConfigureAwait(false);
                    break;
                default:
                    return null;
            }
        }

        var answer = Returns(target.Type) ? ServedObjects.In(target.Type, last, target.Services) : null;
        return new DeleteResult(answer, Success(target, stored), true);
    }

    private static async ValueTask<DeleteResult?> KeepAsync(WriteTarget target, WriteContext context, AdmissionAttributes attributes, KubeObject stored, KubeObject marked)
    {
        if (marked.Root.Equals(stored.Root))
        {
            return new DeleteResult(ServedObjects.In(target.Type, stored, target.Services), null, false);
        }

        if (target.DryRun)
        {
            return new DeleteResult(ServedObjects.In(target.Type, marked, target.Services), null, false);
        }

        StoreWrite[] writes = [new StoreWrite.Replace(target.KeyOf(target.Name), marked, stored.Metadata.Revision), .. context.AlsoWrite, .. attributes.AlsoWrite];
        if (target.Services.Store.Commit(writes) is not CommitOutcome.Committed committed)
        {
            return null;
        }

        await target.Type.Behavior.CommittedAsync(target.Services, target.KeyOf(target.Name), committed.Objects[0]).ConfigureAwait(false);
        return new DeleteResult(ServedObjects.In(target.Type, committed.Objects[0]!, target.Services), null, false);
    }

    // The stored object with its deletion written into the metadata.
    private static KubeObject Mark(KubeObject stored, IReadOnlyList<string> finalizers, Grace grace, DateTimeOffset now)
    {
        var metadata = stored.Metadata.Root.ToBuilder();
        metadata["finalizers"] = finalizers.Count == 0 ? null : ListValue.From(finalizers.Select(f => (Value)f));
        if (grace.Seconds is { } seconds)
        {
            metadata["deletionTimestamp"] = KubeTime.Format(grace.Deadline);
            metadata["deletionGracePeriodSeconds"] = seconds;
        }
        else if (stored.Metadata.DeletionTimestamp is not { } deadline || !(KubeTime.Parse(deadline) <= now))
        {
            metadata["deletionTimestamp"] = KubeTime.Format(now);
            metadata["deletionGracePeriodSeconds"] = 0;
        }
        else
        {
            metadata["deletionGracePeriodSeconds"] = 0;
        }

        if (!stored.Metadata.IsDeleting && stored.Metadata.Generation > 0)
        {
            metadata["generation"] = stored.Metadata.Generation + 1;
        }

        return stored.With(stored.Root.With("metadata", metadata.Build()));
    }

    private static bool Returns(ResourceType type) => type.DeleteReturnsObject || type.Behavior.ReturnsDeletedObject;

    private static MapValue Success(WriteTarget target, KubeObject stored) => StatusDocument.Success(new StatusDetails
    {
        Name = target.Name,
        Group = target.Type.Group,
        Kind = target.Type.Plural,
        Uid = stored.Metadata.Uid,
    });
}
