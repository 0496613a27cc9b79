using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Nodes: the one kind whose status may come with the create. Upstream: <c>pkg/registry/core/node/strategy.go</c>.</summary>
internal sealed class NodeBehavior : SpecStatusBehavior
{
    private static readonly string[] ConfigPath = ["status", "config"];

    public override TableColumns Columns => NodeColumns.Instance;

    protected override SubresourceBehavior StatusWrites => NodeStatus.Instance;

    public override MapValue Default(MapValue document, string version)
    {
        document = document.EditMap("spec", MirrorPodCidr);
        return document.At("status", "allocatable").IsNullOrAbsent() && document.At("status", "capacity") is MapValue { Count: > 0 } capacity
            ? document.WithAt(["status", "allocatable"], capacity)
            : document;
    }

    // Configuration from the cluster is a feature of the past.
    public override MapValue PrepareForCreate(WriteContext context, MapValue document) =>
        document.EditMap("spec", spec => spec.Without("configSource")).WithoutAt(ConfigPath);

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        document = base.PrepareForUpdate(context, document, old);
        return old.Spec.Map("configSource") is null ? document.EditMap("spec", spec => spec.Without("configSource")) : document;
    }

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        NodeRules.Check(errors, document);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNew(errors, context, document);
        NodeRules.Check(errors, document);
        ObjectMetaRules.Update(errors, context, document, old);
        NodeUpdateRules.Check(errors, document, old);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        if (spec.Map("configSource") is not null)
        {
            warn("spec.configSource: the feature is removed");
        }

        if (spec.StringOrEmpty("externalID").Length > 0)
        {
            warn("spec.externalID: this field is deprecated, and is unused by Kubernetes");
        }

        var index = 0;
        foreach (var cidr in spec.Strings("podCIDRs"))
        {
            foreach (var warning in IpRules.WarnCidr(FieldPath.Of("spec", "podCIDRs").Index(index), cidr))
            {
                warn(warning);
            }

            index++;
        }
    }

    public override string SelectableField(KubeObject stored, string label) =>
        label == "spec.unschedulable" ? (stored.Spec.Bool("unschedulable") == true ? "true" : "false") : base.SelectableField(stored, label);

    // podCIDR is the first of podCIDRs; where they differ the older field wins (Convert_v1_NodeSpec_To_core_NodeSpec).
    private static MapValue MirrorPodCidr(MapValue spec)
    {
        var (one, first) = (spec.StringOrEmpty("podCIDR"), spec.Strings("podCIDRs").FirstOrDefault() ?? "");
        return one.Length > 0 && one != first ? spec.With("podCIDRs", ListValue.Of(one))
            : first.Length > 0 && one.Length == 0 ? spec.With("podCIDR", first)
            : spec;
    }
}
