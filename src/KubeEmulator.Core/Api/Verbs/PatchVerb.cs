using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>PATCH in its four forms, on the loop of <see cref="UpdateVerb"/>. Upstream: <c>endpoints/handlers/patch.go</c>.</summary>
internal static class PatchVerb
{
    public static ValueTask<UpdateResult> RunAsync(ClusterServices services, ResourceType type, string @namespace, string name, string subresource, PatchBody patch, PatchOptions options, RequestContext request)
    {
        var target = new WriteTarget(services, type, @namespace, name, subresource, request)
        {
            DryRun = options.DryRun,
            OptionsDocument = operation => OptionDocuments.Of(operation == Operation.Create ? "CreateOptions" : "UpdateOptions", options),
        };
        var expected = type.Namespaced ? @namespace : "";
        return UpdateVerb.LoopAsync(target, live => Checked(Transform(live), live), forceCreate: patch.Type == PatchType.Apply && subresource.Length == 0 && type.Verbs.Contains("create"), uidPrecondition: null);

        MapValue Transform(KubeObject? live)
        {
            if (patch.Type == PatchType.Apply)
            {
                return FieldOwners.Apply(type, subresource, live, patch, options, request, services);
            }

            // Kinds that a PUT creates are not made by a patch: there is nothing to patch.
            if (live is null)
            {
                throw StatusDocument.NotFound(type.GroupResource, name).ToException();
            }

            var patched = PatchApplication.Apply(type, live.Root, patch, options.FieldValidation, request);
            return FieldOwners.TrackUpdate(type, subresource, live, patched, SystemFields.FieldManager(options, request), services);
        }

        MapValue Checked(MapValue document, KubeObject? live)
        {
            if (live is null && document.StringAt("metadata", "uid") is { Length: > 0 } uid)
            {
                throw StatusDocument.Conflict(type.GroupResource, name, $"uid mismatch: the provided object specified uid {uid}, and no existing object was found").ToException();
            }

            document = SystemFields.MatchNamespace(document, expected);
            UpdateVerb.CheckName(document, name);
            return document;
        }
    }
}
