using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Leases. Upstream: <c>pkg/registry/coordination/lease/strategy.go</c>, <c>ValidateLease</c>.</summary>
internal sealed class LeaseBehavior : KindBehavior
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly TableColumns Table = Rows.Aged(o => [o.Spec.StringOrEmpty("holderIdentity")]);

    public override TableColumns Columns => Table;

    public override bool AllowsCreateOnUpdate => true;

    public override bool AllowsUnconditionalUpdate => false;

    public override KubeObject Decorate(KubeObject stored, ClusterServices services) => NodeLeases.Current(stored, services);

    // CoordinatedLeaderElection is off.
    public override MapValue PrepareForCreate(WriteContext context, MapValue document) =>
        document.EditMap("spec", spec => spec.Without("strategy").Without("preferredHolder"));

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) => document.EditMap("spec", spec =>
    {
        spec = old.Spec["strategy"] is null ? spec.Without("strategy") : spec;
        return old.Spec["preferredHolder"] is null ? spec.Without("preferredHolder") : spec;
    });

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => Check(errors, document.Map("spec") ?? MapValue.Empty);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        // Leases take finalizers of any name.
        ObjectMetaValidation.ValidateUpdate(document.Map("metadata") ?? MapValue.Empty, old.Metadata.Root, errors);
        Check(errors, document.Map("spec") ?? MapValue.Empty);
    }

    private static void Check(FieldErrors errors, MapValue spec)
    {
        if (spec.Integer("leaseDurationSeconds") is { } duration and <= 0)
        {
            errors.Invalid(Spec.Child("leaseDurationSeconds"), duration, "must be greater than 0");
        }

        errors.NonNegative(Spec, spec, "leaseTransitions");
        var strategy = spec.String("strategy");
        if (strategy is not null)
        {
            Strategy(errors, Spec.Child("strategy").Child("strategy"), strategy);
        }

        if (spec.StringOrEmpty("preferredHolder").Length > 0 && string.IsNullOrEmpty(strategy))
        {
            errors.Forbidden(Spec.Child("preferredHolder"), "may only be specified if `strategy` is defined");
        }
    }

    private static void Strategy(FieldErrors errors, FieldPath path, string strategy)
    {
        if (strategy.Contains('/', StringComparison.Ordinal))
        {
            errors.Faults(path, strategy, NameRules.CheckQualifiedName(strategy));
        }
        else
        {
            errors.OneOf(path, strategy, "OldestEmulationVersion");
        }
    }
}
