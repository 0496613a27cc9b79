using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Gives pods their service account, its pull secrets and a volume with its token; <c>plugin/pkg/admission/serviceaccount</c>.</summary>
internal sealed class ServiceAccountPlugin : AdmissionPlugin
{
    private const string Default = "default";
    private const string Mirror = "kubernetes.io/config.mirror";
    private const string Enforce = "kubernetes.io/enforce-mountable-secrets";

    /// <inheritdoc/>
    public override string Name => "ServiceAccount";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Creates("", "pods")
        || (attributes.Operation == Operation.Update && attributes.Subresource == "ephemeralcontainers" && attributes.Concerns("", "pods"));

    /// <inheritdoc/>
    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        if (attributes.Operation == Operation.Create && attributes.Annotation(Mirror) is null)
        {
            Complete(attributes);
        }

        Check(attributes);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        Check(attributes);
        return ValueTask.CompletedTask;
    }

    private static void Complete(AdmissionAttributes attributes)
    {
        var spec = attributes.Spec();
        var name = spec.String("serviceAccountName") is { Length: > 0 } named ? named : Default;
        spec = spec.With("serviceAccountName", name).With("serviceAccount", name);
        var account = Account(attributes, name);
        if (spec.Bool("automountServiceAccountToken") ?? account.Root.Bool("automountServiceAccountToken") ?? true)
        {
            var chance = attributes.Services.Random.Next("name", $"{ServiceAccountVolume.Prefix}{attributes.Namespace}/{attributes.Name}");
            spec = ServiceAccountVolume.Mount(spec, GeneratedNames.Generate(ServiceAccountVolume.Prefix, chance));
        }

        if (spec.List("imagePullSecrets") is not { Count: > 0 } && account.Root.Maps("imagePullSecrets").ToArray() is { Length: > 0 } secrets)
        {
            spec = spec.With("imagePullSecrets", ListValue.From(secrets.Select(s => (Value)MapValue.Of(("name", s.StringOrEmpty("name"))))));
        }

        attributes.SetSpec(spec);
    }

    private static void Check(AdmissionAttributes attributes)
    {
        var spec = attributes.Spec();
        if (attributes.Operation == Operation.Create && attributes.Annotation(Mirror) is not null)
        {
            CheckMirror(attributes, spec);
            return;
        }

        var name = spec.StringOrEmpty("serviceAccountName");
        if (name.Length == 0)
        {
            throw attributes.Forbidden($"no service account specified for pod {attributes.Namespace}/{attributes.Object!.StringAt("metadata", "name")}");
        }

        var account = Account(attributes, name);
        if (account.Metadata.Annotations.String(Enforce) is "1" or "t" or "T" or "true" or "TRUE" or "True"
            && MountableSecrets.Fault(account, spec, onlyEphemeral: attributes.Subresource.Length > 0) is { } fault)
        {
            throw attributes.Forbidden(fault);
        }
    }

    private static void CheckMirror(AdmissionAttributes attributes, MapValue spec)
    {
        if (spec.StringOrEmpty("serviceAccountName").Length > 0)
        {
            throw attributes.Forbidden("a mirror pod may not reference service accounts");
        }

        if (MountableSecrets.ReferencesAny(spec))
        {
            throw attributes.Forbidden("a mirror pod may not reference secrets");
        }

        if (spec.Maps("volumes").SelectMany(v => v.Map("projected")?.Maps("sources") ?? []).Any(s => s.Map("serviceAccountToken") is not null))
        {
            throw attributes.Forbidden("a mirror pod may not use ServiceAccountToken volume projections");
        }
    }

    private static KubeObject Account(AdmissionAttributes attributes, string name)
    {
        // The plugin asks the API for it, whose client refuses names that cannot stand in a path.
        var faults = NameRules.CheckPathSegment(name, prefix: false);
        return attributes.Find("", "serviceaccounts", name, attributes.Namespace) ?? throw attributes.Forbidden(
            $"error looking up service account {attributes.Namespace}/{name}: "
            + (faults.Count > 0 ? $"invalid resource name {GoText.Quote(name)}: [{string.Join(' ', faults)}]" : $"serviceaccount {GoText.Quote(name)} not found"));
    }
}
