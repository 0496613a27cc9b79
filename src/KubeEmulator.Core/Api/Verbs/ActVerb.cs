using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>POST to a subresource: binding, eviction, token.</summary>
internal static class ActVerb
{
    public static async ValueTask<MapValue> RunAsync(ClusterServices services, ResourceType type, string @namespace, string name, string subresource, RequestBody body, WriteOptions options, RequestContext request)
    {
        var action = type.Behavior.Action(subresource) ?? throw StatusDocument.MethodNotSupported(type.GroupResource, "create").ToException();
        var served = type.Subresource(subresource) ?? throw StatusDocument.UnknownResource().ToException();
        var document = BodyDecoder.DecodeSubresource(served, body, options.FieldValidation, request);
        var inBody = document.StringAt("metadata", "name") ?? "";
        if (inBody.Length > 0 && inBody != name && subresource != "token")
        {
            throw StatusDocument.BadRequest($"name in URL does not match name in {served.Kind} object").ToException();
        }

        var target = new WriteTarget(services, type, @namespace, name, subresource, request)
        {
            DryRun = options.DryRun,
            OptionsDocument = _ => OptionDocuments.Of("CreateOptions", options),
            ObjectVersion = served.GroupVersion,
            ObjectKind = served.Kind,
        };
        return await action.RunAsync(
            new ActionContext
            {
                Type = type,
                Subresource = subresource,
                Namespace = @namespace,
                Name = name,
                Request = request,
                Api = services.Api,
                Options = options,
                AdmitAsync = admitted => AdmitAsync(target, admitted),
            },
            document).ConfigureAwait(false);
    }

    private static async ValueTask<MapValue> AdmitAsync(WriteTarget target, MapValue document)
    {
        var snapshot = target.Services.Store.Current;
        var admitted = await target.MutateAsync(Operation.Create, document, null, snapshot).ConfigureAwait(false);
        await AdmissionChain.ValidateAsync(target.Admission(Operation.Create, admitted, null, snapshot)).ConfigureAwait(false);
        return admitted;
    }
}
