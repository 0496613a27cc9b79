using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Creates the namespace of a new object where there is none. Upstream: <c>plugin/pkg/admission/namespace/autoprovision</c>.</summary>
internal sealed class NamespaceAutoProvisionPlugin : AdmissionPlugin
{
    private static readonly UserInfo Server = new("system:apiserver", ["system:masters", "system:authenticated"]);

    public override string Name => "NamespaceAutoProvision";

    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation == Operation.Create && !attributes.DryRun && attributes.Namespace.Length > 0 && attributes.ObjectKind != "Namespace";

    public override async ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var services = attributes.Services;
        var namespaces = services.Catalog.Find("", "v1", "namespaces")!;
        if (services.Store.Current.Get(namespaces.Key("", attributes.Namespace)) is not null)
        {
            return;
        }

        var document = MapValue.Of(("kind", "Namespace"), ("apiVersion", "v1"), ("metadata", MapValue.Of(("name", attributes.Namespace))));
        try
        {
            // The server itself asks, as upstream's loopback client does.
            await services.Api.CreateAsync(namespaces, "", document, WriteOptions.None, new RequestContext(Server) { UserAgent = "kube-apiserver", Cancellation = cancellation }).ConfigureAwait(false);
        }
        catch (ApiException refused) when (refused.Reason != StatusReason.AlreadyExists)
        {
            throw attributes.Forbidden(refused.Message);
        }
        catch (ApiException)
        {
            // Somebody else was faster.
        }
    }
}
