using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Services: addresses and node ports are taken inside the write. Upstream: <c>pkg/registry/core/service</c>, <c>pkg/apis/core/v1/defaults.go</c>.</summary>
internal sealed class ServiceBehavior : SpecStatusBehavior
{
    public override bool AllowsCreateOnUpdate => true;

    public override bool ReturnsDeletedObject => true;

    public override TableColumns Columns => ServiceColumns.Instance;

    public override IReadOnlyList<string> NameFaults(string name, bool prefix) => NameFault.Label1035(name, prefix);

    public override MapValue Default(MapValue document, string version)
    {
        document = document.EditMap("spec", ServiceDefaults.Spec);
        return document.StringAt("spec", "type") == "LoadBalancer" ? document.EditMap("status", ServiceDefaults.LoadBalancerStatus) : document;
    }

    public override MapValue Allocate(WriteContext context, MapValue document, KubeObject? old)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        spec = old is null ? spec : ServiceUpdates.PatchAllocated(spec, old.Spec);
        spec = MirrorClusterIp(spec, old?.Spec);
        var allocation = new ServiceAllocation(context, document, old);
        spec = allocation.Addresses(spec);
        spec = allocation.NodePorts(spec);
        return document.With("spec", spec);
    }

    public override void Release(WriteContext context, KubeObject deleted) => ServiceAllocation.Release(context, deleted);

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) =>
        document.With("status", MapValue.Of(("loadBalancer", MapValue.Empty)));

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        document = base.PrepareForUpdate(context, document, old);
        return document.EditMap("spec", spec => ServiceUpdates.DropUnused(spec, old.Spec));
    }

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => ServiceRules.Check(document, errors);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ServiceRules.CheckUpdate(document, old, errors);
        ServiceRules.Check(document, errors);
    }

    // clusterIP and clusterIPs[0] are one value (NormalizeClusterIPs).
    private static MapValue MirrorClusterIp(MapValue spec, MapValue? old)
    {
        var (one, many) = (spec.StringOrEmpty("clusterIP"), spec.List("clusterIPs"));
        if (old is null)
        {
            return one.Length > 0 && many is not { Count: > 0 } ? spec.With("clusterIPs", ListValue.Of(one)) : spec;
        }

        var (oneBefore, manyBefore) = (old.StringOrEmpty("clusterIP"), old.List("clusterIPs"));
        if (one.Length == 0 && oneBefore.Length > 0 && SemanticEquality.Equal(many, manyBefore))
        {
            return spec.Without("clusterIPs");
        }

        return one != oneBefore && SemanticEquality.Equal(many, manyBefore) && one.Length > 0 ? spec.With("clusterIPs", ListValue.Of(one)) : spec;
    }
}
