using KubeEmulator.Admission.PodSecurity;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>
/// Holds pods to the security standard that their namespace's labels name, and warns about workloads whose pods would not keep to
/// it; <c>plugin/pkg/admission/security/podsecurity</c>.
/// </summary>
internal sealed class PodSecurityPlugin : AdmissionPlugin
{
    private const string AuditPrefix = "pod-security.kubernetes.io/";

    private static readonly GroupResource Pods = new("", "pods");

    /// <inheritdoc/>
    public override string Name => "PodSecurity";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation is Operation.Create or Operation.Update
        && (attributes.Type.Group, attributes.Type.Plural) switch
        {
            ("", "pods") => attributes.Subresource is "" or "ephemeralcontainers" or "resize",
            ("", "namespaces" or "replicationcontrollers" or "podtemplates")
                or ("apps", "deployments" or "replicasets" or "statefulsets" or "daemonsets")
                or ("batch", "jobs" or "cronjobs") => attributes.Subresource.Length == 0,
            _ => false,
        };

    /// <inheritdoc/>
    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        if (attributes.Concerns("", "namespaces"))
        {
            CheckNamespace(attributes);
        }
        else if (attributes.Find("", "namespaces", attributes.Namespace) is { } found && found.Metadata.Labels.Count > 0)
        {
            CheckPod(attributes, NamespacePolicy.From(found.Metadata.Labels, []));
        }

        return ValueTask.CompletedTask;
    }

    private static void CheckNamespace(AdmissionAttributes attributes)
    {
        var errors = new FieldErrors();
        var policy = NamespacePolicy.From(Labels(attributes.Object), errors);
        var before = new FieldErrors();
        var old = NamespacePolicy.From(Labels(attributes.OldObject), before);

        // What was wrong before may stay as wrong as it is.
        if (errors.Count > 0 && (attributes.Operation == Operation.Create || !errors.SequenceEqual(before)))
        {
            var name = attributes.Object!.StringAt("metadata", "name") ?? "";
            throw StatusDocument.Invalid(new GroupKind("", "Namespace"), name, errors).ToException();
        }

        var stricter = policy.Enforce.Level > old.Enforce.Level || (policy.Enforce.Level != SecurityLevel.Privileged && policy.Enforce.Minor != old.Enforce.Minor);
        if (attributes.Operation == Operation.Update && stricter)
        {
            foreach (var warning in ExistingPods.Warnings(attributes.Name, policy.Enforce, attributes.Snapshot.List(Pods, attributes.Name)))
            {
                attributes.Request.Warn(warning);
            }
        }
    }

    private static void CheckPod(AdmissionAttributes attributes, NamespacePolicy policy)
    {
        var enforced = attributes.Concerns("", "pods");
        if (policy.AllowsAll || PodOf(attributes) is not { } pod || (enforced && attributes.OldObject is { } old && !ChangesContainers(pod.Spec, old)))
        {
            return;
        }

        var request = attributes.Request;
        var violations = enforced ? Text(policy.Enforce, pod) : null;
        if (enforced)
        {
            request.Annotate(AuditPrefix + "enforce-policy", policy.Enforce.ToString());
        }

        if (Text(policy.Audit, pod) is { } audited)
        {
            request.Annotate(AuditPrefix + "audit-violations", "would violate " + audited);
        }

        if (violations is not null)
        {
            throw attributes.Forbidden("violates " + violations);
        }

        if (Text(policy.Warn, pod) is { } warned)
        {
            request.Warn("would violate " + warned);
        }
    }

    private static string? Text(LevelVersion policy, CheckedPod pod)
    {
        var findings = PodSecurityChecks.Evaluate(policy, pod);
        return findings.Count == 0 ? null : $"PodSecurity {GoText.Quote(policy.ToString())}: {string.Join(", ", findings)}";
    }

    private static CheckedPod? PodOf(AdmissionAttributes attributes)
    {
        var pod = attributes.Type.Plural switch
        {
            "pods" => attributes.Object,
            "podtemplates" => attributes.Object?.Map("template"),
            "cronjobs" => attributes.Object?.At("spec", "jobTemplate", "spec", "template") as MapValue,
            _ => attributes.Object?.At("spec", "template") as MapValue,
        };
        return pod is null ? null : new CheckedPod(pod.Map("metadata")?.Map("annotations") ?? MapValue.Empty, pod.Map("spec") ?? MapValue.Empty);
    }

    private static MapValue Labels(MapValue? document) => document?.At("metadata", "labels") as MapValue ?? MapValue.Empty;

    // Only other images, or other containers, can make a running pod less safe: everything else of it is immutable.
    private static bool ChangesContainers(MapValue spec, MapValue old)
    {
        var before = old.Map("spec") ?? MapValue.Empty;
        return !Images(spec, "containers").SequenceEqual(Images(before, "containers"))
            || !Images(spec, "initContainers").SequenceEqual(Images(before, "initContainers"))
            || spec.Maps("ephemeralContainers").Any(c => !before.Maps("ephemeralContainers").Any(o => o.String("name") == c.String("name") && o.String("image") == c.String("image")));
    }

    private static IEnumerable<string?> Images(MapValue spec, string field) => spec.Maps(field).Select(c => c.String("image"));
}
