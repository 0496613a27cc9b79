using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// The second half of a create, shared by POST, by apply and by updates that create: from the admitted document to the commit.
/// One attempt works on one snapshot.
/// </summary>
internal static class Creation
{
    /// <summary>
    /// The created object as served; or the name that exists already; or neither, when something that the attempt relied on
    /// changed under it and it should be made again.
    /// </summary>
    public static async ValueTask<Outcome> TryAsync(WriteTarget target, MapValue admitted)
    {
        var (services, type) = (target.Services, target.Type);
        var behavior = type.Behavior;
        var snapshot = services.Store.Current;
        var context = target.Context(Operation.Create, snapshot);

        var document = SystemFields.Fill(admitted, services);
        document = type.IsCustom ? document : behavior.ToStorage(document, type);
        document = behavior.Allocate(context, document, null);
        document = behavior.PrepareForCreate(context, document);
        if (behavior.TracksGeneration)
        {
            document = SystemFields.EditMetadata(document, metadata => metadata.With("generation", 1));
        }

        var errors = new FieldErrors();
        if (behavior.JudgesMetadata)
        {
            ObjectMetaValidation.Validate(type, document, errors);
        }

        behavior.Validate(context, document, errors);
        if (!behavior.JudgesMetadata && errors.Count == 0)
        {
            ObjectMetaValidation.Validate(type, document, errors);
        }

        Faults.ThrowIfAny(type, document, errors);
        behavior.Warn(context, document, null, target.Request.Warn);
        document = behavior.Canonicalize(document);

        var served = type.IsCustom ? document : behavior.FromStorage(document, type);
        var attributes = target.Admission(Operation.Create, served, null, snapshot);
        await AdmissionChain.ValidateAsync(attributes).ConfigureAwait(false);

        // Upstream's storage says this, which a dry run does not reach.
        if (!target.DryRun && document.StringAt("metadata", "resourceVersion") is { Length: > 0 })
        {
            throw StatusDocument.Failure(500, "", "resourceVersion should not be set on objects to be created").ToException();
        }

        var name = document.StringAt("metadata", "name") ?? "";
        var key = target.KeyOf(name);
        if (target.DryRun)
        {
            return services.Store.Current.Get(key) is null ? new Outcome(new KubeObject(StoredForm.Unstored(type, served)), null) : new Outcome(null, name);
        }

        document = StoredForm.Of(type, document);
        StoreWrite[] writes = [new StoreWrite.Create(key, new KubeObject(document)), .. context.AlsoWrite, .. attributes.AlsoWrite];
        switch (services.Store.Commit(writes))
        {
            case CommitOutcome.Committed committed:
                await behavior.CommittedAsync(services, key, committed.Objects[0]).ConfigureAwait(false);
                return new Outcome(target.Request.TakesStored ? committed.Objects[0] : ServedObjects.In(type, committed.Objects[0]!, services), null);
            case CommitOutcome.Exists exists when exists.Key == key:
                return new Outcome(null, name);
            default:
                return new Outcome(null, null);
        }
    }

    /// <summary>What an attempt came to. A class, as tasks of structs are compiled for each of them when a process starts.</summary>
    internal sealed record Outcome(KubeObject? Created, string? Existing);
}
