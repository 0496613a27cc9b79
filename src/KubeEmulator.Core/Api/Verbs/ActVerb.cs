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

        document = SystemFields.MatchNamespace(document, type.Namespaced ? @namespace : "");
        document = FieldOwners.TrackAction(served, document, SystemFields.FieldManager(options, request), services);
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

    /// <summary>
    /// A client connects to a pod, a service or a node: mutating and validating admission of the connection's options. Upstream:
    /// <c>ConnectResource</c> in <c>endpoints/handlers/rest.go</c>.
    /// </summary>
    /// <exception cref="ApiException">Admission refuses.</exception>
    public static async ValueTask ConnectAsync(ClusterServices services, ResourceType type, string @namespace, string name, string subresource, MapValue connectOptions, RequestContext request)
    {
        var target = new WriteTarget(services, type, @namespace, name, subresource, request)
        {
            OptionsDocument = _ => MapValue.Empty,
            ObjectVersion = new GroupVersion("", "v1"),
            ObjectKind = connectOptions.StringOrEmpty("kind"),
        };
        var snapshot = services.Store.Current;
        var admitted = await target.MutateAsync(Operation.Connect, connectOptions, null, snapshot).ConfigureAwait(false);
        await AdmissionChain.ValidateAsync(target.Admission(Operation.Connect, admitted, null, snapshot)).ConfigureAwait(false);
    }

    private static async ValueTask<MapValue> AdmitAsync(WriteTarget target, MapValue document)
    {
        var snapshot = target.Services.Store.Current;
        var admitted = await target.MutateAsync(Operation.Create, document, null, snapshot).ConfigureAwait(false);
        await AdmissionChain.ValidateAsync(target.Admission(Operation.Create, admitted, null, snapshot)).ConfigureAwait(false);
        return admitted;
    }
}
