using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Refuses requests in namespaces that do not exist. Upstream: <c>plugin/pkg/admission/namespace/exists</c>.</summary>
internal sealed class NamespaceExistsPlugin : AdmissionPlugin
{
    public override string Name => "NamespaceExists";

    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation != Operation.Connect && attributes.Namespace.Length > 0 && attributes.ObjectKind != "Namespace";

    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation) =>
        attributes.Find("", "namespaces", attributes.Namespace) is not null
            ? ValueTask.CompletedTask
            : throw StatusDocument.NotFound(new GroupResource("", "namespaces"), attributes.Namespace).ToException();
}
