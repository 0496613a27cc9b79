using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// POST of a new object, top to bottom in the order of upstream's <c>endpoints/handlers/create.go</c> and
/// <c>registry/rest/create.go</c>.
/// </summary>
internal static class CreateVerb
{
    public static async ValueTask<KubeObject> RunAsync(ClusterServices services, ResourceType type, string @namespace, RequestBody body, WriteOptions options, RequestContext request)
    {
        var document = BodyDecoder.Decode(type, body, options.FieldValidation, request);
        document = SystemFields.Wipe(document);
        document = SystemFields.MatchNamespace(document, type.Namespaced ? @namespace : "");
        document = OwnerReferenceRules.Deduplicate(document, request, afterAdmission: false);
        var target = new WriteTarget(services, type, @namespace, document.StringAt("metadata", "name") ?? "", "", request)
        {
            DryRun = options.DryRun,
            OptionsDocument = _ => OptionDocuments.Of("CreateOptions", options),
        };

        document = FieldOwners.TrackUpdate(type, "", null, document, SystemFields.FieldManager(options, request), services);
        document = await target.MutateAsync(Operation.Create, document, null, services.Store.Current).ConfigureAwait(false);
        document = OwnerReferenceRules.Deduplicate(document, request, afterAdmission: true);
        if (!type.Behavior.IsStored)
        {
            return await AnswerAsync(target, document).ConfigureAwait(false);
        }

        for (var attempt = 1; ; attempt++)
        {
            var (created, existing) = await Creation.TryAsync(target, document).ConfigureAwait(false);
            if (created is not null)
            {
                return created;
            }

            if (existing is not { } name)
            {
                continue;
            }

            var generated = document.StringAt("metadata", "name") is null or "";
            if (!generated)
            {
                // A prefix that was sent beside a name was not used, but is spoken of.
                throw (document.StringAt("metadata", "generateName") is { Length: > 0 }
                    ? StatusDocument.GenerateNameConflict(type.GroupResource, name, 1)
                    : StatusDocument.AlreadyExists(type.GroupResource, name)).ToException();
            }

            if (attempt == SystemFields.NameAttempts)
            {
                throw StatusDocument.GenerateNameConflict(type.GroupResource, name, 1).ToException();
            }
        }
    }

    // Reviews: validated and admitted like any create, answered and forgotten.
    private static async ValueTask<KubeObject> AnswerAsync(WriteTarget target, MapValue document)
    {
        var snapshot = target.Services.Store.Current;
        var context = target.Context(Operation.Create, snapshot);
        var errors = new FieldErrors();
        target.Type.Behavior.Validate(context, document, errors);
        Faults.ThrowIfAny(target.Type, document, errors);
        await AdmissionChain.ValidateAsync(target.Admission(Operation.Create, document, null, snapshot)).ConfigureAwait(false);
        return new KubeObject(await target.Type.Behavior.CreateVirtualAsync(context, document).ConfigureAwait(false));
    }
}
