using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// Puts an object of another cluster, as a list of that cluster shows it, into this one: a create (or, where the name is taken,
/// an update) that keeps what the other server owned: uid, times, owners, generation, status. It passed admission there, so here
/// it is only decoded, given what must be unique, and validated.
/// </summary>
internal static class Restoration
{
    /// <summary>The stored object; one that stood here under the name keeps its uid.</summary>
    /// <exception cref="ApiException">The object is malformed or not valid here.</exception>
    public static async ValueTask<KubeObject> PutAsync(ClusterServices services, ResourceType type, string @namespace, MapValue document, RequestContext request)
    {
        var decoded = SystemFields.MatchNamespace(BodyDecoder.Decode(type, document, FieldValidation.Ignore, request), @namespace);
        var target = new WriteTarget(services, type, @namespace, decoded.StringAt("metadata", "name") ?? "", "", request)
        {
            OptionsDocument = _ => MapValue.Empty,
        };
        for (var attempt = 1; ; attempt++)
        {
            if (await TryAsync(target, decoded).ConfigureAwait(false) is { } stored)
            {
                return stored;
            }

            if (attempt == SystemFields.NameAttempts)
            {
                throw StatusDocument.AlreadyExists(type.GroupResource, target.Name).ToException();
            }
        }
    }

    private static async ValueTask<KubeObject?> TryAsync(WriteTarget target, MapValue decoded)
    {
        var (services, type, behavior) = (target.Services, target.Type, target.Type.Behavior);
        var snapshot = services.Store.Current;
        var key = target.KeyOf(target.Name);
        var old = snapshot.Get(key);
        var context = target.Context(old is null ? Operation.Create : Operation.Update, snapshot);

        var metadata = Metadata(decoded.Map("metadata") ?? MapValue.Empty, old, services);
        var document = decoded.With("metadata", metadata);
        document = type.IsCustom ? document : behavior.ToStorage(document, type);
        var status = document["status"];
        document = behavior.Allocate(context, document, old);
        document = old is null ? behavior.PrepareForCreate(context, document) : behavior.PrepareForUpdate(context, document, old);
        document = document.With("metadata", metadata).WithOptional("status", status ?? document["status"]);

        var errors = new FieldErrors();
        ObjectMetaValidation.Validate(type, document, errors);
        if (old is null)
        {
            behavior.Validate(context, document, errors);
        }
        else
        {
            behavior.ValidateUpdate(context, document, old, errors);
        }

        Faults.ThrowIfAny(type, document, errors);
        document = behavior.Canonicalize(document);
        document = type.IsCustom ? behavior.ToStorage(document, type) : document;
        var stored = new KubeObject(document);
        StoreWrite write = old is null ? new StoreWrite.Create(key, stored) : new StoreWrite.Replace(key, stored, old.Metadata.Revision);
        if (services.Store.Commit([write, .. context.AlsoWrite]) is not CommitOutcome.Committed committed)
        {
            return null;
        }

        await behavior.CommittedAsync(services, key, committed.Objects[0]).ConfigureAwait(false);
        return committed.Objects[0];
    }

    private static MapValue Metadata(MapValue given, KubeObject? old, ClusterServices services)
    {
        var kept = given.Without("resourceVersion").Without("selfLink");
        kept = kept.StringOrEmpty("creationTimestamp").Length > 0 ? kept : kept.With("creationTimestamp", KubeTime.Format(services.Clock.GetUtcNow()));
        return old is null ? kept : kept.With("uid", old.Metadata.Uid);
    }
}
