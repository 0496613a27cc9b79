using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// PUT and PATCH: reads, transforms, checks, commits, and begins again when somebody was faster. The order is that of
/// upstream's <c>registry/generic/registry/store.go</c> (Update) and <c>registry/rest/update.go</c>.
/// </summary>
internal static class UpdateVerb
{
    /// <summary>PUT of a whole document.</summary>
    public static ValueTask<UpdateResult> RunAsync(ClusterServices services, ResourceType type, string @namespace, string name, string subresource, RequestBody body, WriteOptions options, RequestContext request)
    {
        var known = type.IsServedAsStored ? services.Store.Current.Get(type.Key(@namespace, name))?.Root : null;
        var document = BodyDecoder.Decode(type, body, options.FieldValidation, request, known);
        document = SystemFields.MatchNamespace(document, type.Namespaced ? @namespace : "");
        CheckName(document, name);
        document = OwnerReferenceRules.Deduplicate(document, request, afterAdmission: false);
        var manager = SystemFields.FieldManager(options, request);
        var target = new WriteTarget(services, type, @namespace, name, subresource, request)
        {
            DryRun = options.DryRun,
            OptionsDocument = operation => OptionDocuments.Of(operation == Operation.Create ? "CreateOptions" : "UpdateOptions", options),
        };
        return LoopAsync(target, live => FieldOwners.TrackUpdate(type, subresource, live, document, manager, services), forceCreate: false, document.StringAt("metadata", "uid"));
    }

    /// <summary>
    /// The loop under every change. <paramref name="transform"/> gets the live object as served (null where there is none) and
    /// returns the document wanted, in the version of the request.
    /// </summary>
    public static async ValueTask<UpdateResult> LoopAsync(WriteTarget target, Func<KubeObject?, MapValue> transform, bool forceCreate, string? uidPrecondition)
    {
        var (services, type) = (target.Services, target.Type);
        var key = target.KeyOf(target.Name);
        while (true)
        {
            target.Request.Cancellation.ThrowIfCancellationRequested();
            var snapshot = services.Store.Current;
            var stored = snapshot.Get(key);
            if (stored is null && !forceCreate && !(type.Behavior.AllowsCreateOnUpdate && target.Subresource.Length == 0))
            {
                throw StatusDocument.NotFound(type.GroupResource, target.Name).ToException();
            }

            if (stored is not null)
            {
                CheckUid(type, target.Name, uidPrecondition, stored);
            }

            var live = stored is null ? null : ServedObjects.In(type, stored, services);
            var document = transform(live);
            var operation = stored is null ? Operation.Create : Operation.Update;
            document = await target.MutateAsync(operation, document, live?.Root, snapshot).ConfigureAwait(false);
            document = OwnerReferenceRules.Deduplicate(document, target.Request, afterAdmission: true);
            if (stored is null)
            {
                RequireMayCreate(target);
                var (created, _) = await Creation.TryAsync(target, SystemFields.Wipe(document)).ConfigureAwait(false);
                if (created is not null)
                {
                    return new UpdateResult(created, true);
                }

                continue;
            }

            if (await TryAsync(target, document, stored, live!, snapshot).ConfigureAwait(false) is { } updated)
            {
                return new UpdateResult(updated, false);
            }
        }
    }

    /// <summary>A body that names another object than the URL.</summary>
    public static void CheckName(MapValue document, string name)
    {
        var inBody = document.StringAt("metadata", "name") ?? "";
        if (inBody.Length > 0 && inBody != name)
        {
            throw StatusDocument.BadRequest($"the name of the object ({inBody}) does not match the name on the URL ({name})").ToException();
        }

        if (inBody.Length == 0)
        {
            throw StatusDocument.BadRequest($"the name of the object ({name} based on URL) was undeterminable: name must be provided").ToException();
        }
    }

    // One attempt; null when somebody was faster.
    private static async ValueTask<KubeObject?> TryAsync(WriteTarget target, MapValue wanted, KubeObject stored, KubeObject live, Snapshot snapshot)
    {
        var (services, type) = (target.Services, target.Type);
        var behavior = type.Behavior;
        var context = target.Context(Operation.Update, snapshot);
        RequireSameVersion(type, target.Name, wanted, stored);

        // A custom resource keeps the version of the request until it is stored.
        var document = type.IsCustom ? wanted : behavior.ToStorage(wanted, type);
        var errors = new FieldErrors();
        document = Prepare(context, document, type.IsCustom ? live : stored, errors);
        Faults.ThrowIfAny(type, document, errors);
        document = behavior.Canonicalize(document);
        document = FieldOwners.IgnoreTimestamps(document, stored);

        var served = type.IsCustom ? document : behavior.FromStorage(document, type);
        document = StoredForm.Of(type, document);
        var attributes = target.Admission(Operation.Update, served, live.Root, snapshot);
        await AdmissionChain.ValidateAsync(attributes).ConfigureAwait(false);

        var updated = stored.With(document);
        if (EndsNow(updated, stored) && behavior.MayEndAfterUpdate(updated))
        {
            return await FinishAsync(target, context, stored, served).ConfigureAwait(false);
        }

        if (context.AlsoWrite.Count == 0 && attributes.AlsoWrite.Count == 0 && document.Equals(stored.Root))
        {
            return live;
        }

        if (target.DryRun)
        {
            return new KubeObject(StoredForm.Unstored(type, served));
        }

        StoreWrite[] writes = [new StoreWrite.Replace(target.KeyOf(target.Name), updated, stored.Metadata.Revision), .. context.AlsoWrite, .. attributes.AlsoWrite];
        if (services.Store.Commit(writes) is not CommitOutcome.Committed committed)
        {
            return null;
        }

        await behavior.CommittedAsync(services, target.KeyOf(target.Name), committed.Objects[0]).ConfigureAwait(false);
        return ServedObjects.In(type, committed.Objects[0]!, services);
    }

    private static MapValue Prepare(WriteContext context, MapValue document, KubeObject stored, FieldErrors errors)
    {
        var behavior = context.Type.Behavior;
        var sub = context.Subresource.Length == 0 ? null : behavior.Subresource(context.Subresource);
        document = SystemFields.EditMetadata(document, metadata => metadata.WithOptional("generation", stored.Metadata.Root["generation"]));
        if (sub is null)
        {
            document = behavior.Allocate(context, document, stored);
            document = behavior.PrepareForUpdate(context, document, stored);
        }
        else
        {
            document = sub.PrepareForUpdate(context, document, stored);
        }

        if (behavior.TracksGeneration && (sub is null ? behavior.GenerationChanges(document, stored) : sub.GenerationChanges(document, stored)))
        {
            document = SystemFields.EditMetadata(document, metadata => metadata.With("generation", stored.Metadata.Generation + 1));
        }

        document = KeepSystemFields(document, stored.Metadata.Root);
        ObjectMetaValidation.ValidateChanged(context.Type, document.Map("metadata")!, stored.Metadata.Root, errors);
        if (sub is null)
        {
            behavior.ValidateUpdate(context, document, stored, errors);
        }
        else
        {
            sub.ValidateUpdate(context, document, stored, errors);
        }

        if (errors.Count == 0)
        {
            if (sub is null)
            {
                behavior.Warn(context, document, stored, context.Request.Warn);
            }
            else
            {
                sub.Warn(context, document, stored, context.Request.Warn);
            }
        }

        return document;
    }

    // An update can never change when an object was born, who it is, or that it is going.
    private static MapValue KeepSystemFields(MapValue document, MapValue old) => SystemFields.EditMetadata(document, metadata =>
    {
        if (metadata.String("uid") is null or "")
        {
            metadata = metadata.WithOptional("uid", old["uid"]);
        }

        metadata = metadata.WithOptional("creationTimestamp", old["creationTimestamp"]);
        if (old["deletionTimestamp"] is { } deletion)
        {
            metadata = metadata.With("deletionTimestamp", deletion);
        }

        if (old["deletionGracePeriodSeconds"] is { } grace && !metadata.ContainsKey("deletionGracePeriodSeconds"))
        {
            metadata = metadata.With("deletionGracePeriodSeconds", grace);
        }

        return metadata.WithOptional("resourceVersion", old["resourceVersion"]);
    });

    // Upstream's ShouldDeleteDuringUpdate: the last finalizer of a deleted object is gone and nothing is waited for.
    private static bool EndsNow(KubeObject updated, KubeObject stored) =>
        stored.Metadata.IsDeleting
        && (stored.Metadata.Root.Integer("deletionGracePeriodSeconds") ?? 0) == 0
        && (updated.Metadata.Root.Integer("deletionGracePeriodSeconds") ?? 0) == 0
        && updated.Metadata.IsDeleting
        && !updated.Metadata.Finalizers.Any();

    private static async ValueTask<KubeObject?> FinishAsync(WriteTarget target, WriteContext context, KubeObject stored, MapValue served)
    {
        if (target.DryRun)
        {
            return new KubeObject(StoredForm.Unstored(target.Type, served));
        }

        // The last state that watchers see is the one that was stored: the update itself never was.
        target.Type.Behavior.Release(context, stored);
        StoreWrite[] writes = [new StoreWrite.Delete(target.KeyOf(target.Name), stored.Metadata.Revision), .. context.AlsoWrite];
        if (target.Services.Store.Commit(writes) is not CommitOutcome.Committed)
        {
            return null;
        }

        await target.Type.Behavior.CommittedAsync(target.Services, target.KeyOf(target.Name), null).ConfigureAwait(false);
        return new KubeObject(served);
    }

    private static void RequireSameVersion(ResourceType type, string name, MapValue wanted, KubeObject stored)
    {
        var version = wanted.StringAt("metadata", "resourceVersion") ?? "";
        if (version.Length == 0 || version == "0")
        {
            if (!type.Behavior.AllowsUnconditionalUpdate)
            {
                var errors = new FieldErrors();
                errors.InvalidText(FieldPath.Of("metadata", "resourceVersion"), "0", "must be specified for an update");
                throw StatusDocument.Invalid(new GroupKind(type.Group, type.Plural), name, errors).ToException();
            }
        }
        else if (version != stored.Metadata.ResourceVersion)
        {
            ResourceVersions.RequireNumber(version);
            throw StatusDocument.Conflict(type.GroupResource, name).ToException();
        }
    }

    private static void CheckUid(ResourceType type, string name, string? expected, KubeObject stored)
    {
        if (expected is { Length: > 0 } && expected != stored.Metadata.Uid)
        {
            throw StatusDocument.Conflict(type.GroupResource, name, $"StorageError: invalid object, Code: 4, Key: {StorageKeys.Of(type, stored.Namespace, name)}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: {expected}, UID in object meta: {stored.Metadata.Uid}").ToException();
        }
    }

    private static void RequireMayCreate(WriteTarget target)
    {
        var question = new AuthorizationQuestion(target.Request.User, "create")
        {
            Group = target.Type.Group,
            Version = target.Type.Version,
            Resource = target.Type.Plural,
            Subresource = target.Subresource,
            Namespace = target.Namespace,
            Name = target.Name,
        };
        var decision = target.Services.Authorizer.Authorize(question);
        if (!decision.Allowed)
        {
            throw ForbiddenAnswer.For(question, decision.Reason).ToException();
        }
    }
}
