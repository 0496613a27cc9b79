using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Ingresses that name no class get the default one; <c>plugin/pkg/admission/network/defaultingressclass</c>.</summary>
internal sealed class DefaultIngressClassPlugin : AdmissionPlugin
{
    private const string Group = "networking.k8s.io";

    private static readonly GroupResource Classes = new(Group, "ingressclasses");

    /// <inheritdoc/>
    public override string Name => "DefaultIngressClass";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) => attributes.Creates(Group, "ingresses");

    /// <inheritdoc/>
    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var spec = attributes.Spec();
        if (spec.String("ingressClassName") is null
            && attributes.Annotation("kubernetes.io/ingress.class") is null
            && DefaultClasses.Among(attributes.Snapshot.List(Classes), "ingressclass.kubernetes.io/is-default-class") is { } found)
        {
            attributes.SetSpec(spec.With("ingressClassName", found.Name));
        }

        return ValueTask.CompletedTask;
    }
}
