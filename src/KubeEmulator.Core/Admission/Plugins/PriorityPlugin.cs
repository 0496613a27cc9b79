using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Turns a pod's priority class into its priority, and lets one class only be the default; <c>plugin/pkg/admission/priority</c>.</summary>
internal sealed class PriorityPlugin : AdmissionPlugin
{
    private const string Group = "scheduling.k8s.io";

    private static readonly GroupResource Classes = new(Group, "priorityclasses");

    /// <inheritdoc/>
    public override string Name => "Priority";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation is Operation.Create or Operation.Update && (attributes.IsMain("", "pods") || attributes.IsMain(Group, "priorityclasses"));

    /// <inheritdoc/>
    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        if (attributes.Concerns("", "pods"))
        {
            attributes.SetSpec(attributes.Operation == Operation.Create ? Resolve(attributes) : Keep(attributes.Spec(), attributes.OldObject?.Map("spec")));
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        if (attributes.Concerns(Group, "priorityclasses")
            && attributes.Object?.Bool("globalDefault") == true
            && PodPriorities.Default(attributes.Snapshot.List(Classes)) is { } known
            && (attributes.Operation == Operation.Create || known.Name != attributes.Name))
        {
            throw attributes.Forbidden($"PriorityClass {known.Name} is already marked as default. Only one default can exist");
        }

        return ValueTask.CompletedTask;
    }

    private static MapValue Resolve(AdmissionAttributes attributes)
    {
        var spec = attributes.Spec();
        var named = spec.StringOrEmpty("priorityClassName");
        var found = named.Length == 0
            ? PodPriorities.Default(attributes.Snapshot.List(Classes))
            : attributes.Find(Group, "priorityclasses", named) ?? throw attributes.Forbidden($"no PriorityClass with name {named} was found");
        var priority = found?.Root.Integer("value") ?? 0;
        var policy = found is null ? "PreemptLowerPriority" : found.Root.String("preemptionPolicy");

        if (spec.Integer("priority") is { } given && given != priority)
        {
            throw attributes.Forbidden($"the integer value of priority ({given}) must not be provided in pod spec; priority admission controller computed {priority} from the given PriorityClass name");
        }

        spec = spec.With("priority", priority);
        if (found is not null)
        {
            spec = spec.With("priorityClassName", found.Name);
        }

        if (policy is null)
        {
            return spec;
        }

        if (spec.String("preemptionPolicy") is { } wanted && wanted != policy)
        {
            throw attributes.Forbidden($"the string value of PreemptionPolicy ({wanted}) must not be provided in pod spec; priority admission controller computed {policy} from the given PriorityClass name");
        }

        return spec.With("preemptionPolicy", policy);
    }

    // A client that does not know these fields leaves them out and means no change.
    private static MapValue Keep(MapValue spec, MapValue? old)
    {
        foreach (var field in new[] { "priority", "preemptionPolicy" })
        {
            if (spec[field].IsNullOrAbsent() && old?[field] is { } kept)
            {
                spec = spec.With(field, kept);
            }
        }

        return spec;
    }
}
