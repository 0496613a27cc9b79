using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Services: addresses and node ports are taken inside the write. Upstream: <c>pkg/registry/core/service</c>, <c>pkg/apis/core/v1/defaults.go</c>.</summary>
internal sealed class ServiceBehavior : SpecStatusBehavior
{
    private static readonly BalancedStatus Status = new((errors, document, old) =>
        LoadBalancerStatusRules.CheckService(errors, document.Map("status") ?? MapValue.Empty, old.Status, old.Spec.StringOrEmpty("type")));

    public override bool AllowsCreateOnUpdate => true;

    public override bool ReturnsDeletedObject => true;

    public override TableColumns Columns => ServiceColumns.Instance;

    protected override SubresourceBehavior StatusWrites => Status;

    public override IReadOnlyList<string> NameFaults(string name, bool prefix) => NameFault.Label(name, prefix);

    public override ValueTask CommittedAsync(ClusterServices services, ObjectKey key, KubeObject? stored) =>
        ServiceAvailability.NoteBehindAsync(services, key.Namespace, key.Name);

    public override MapValue Default(MapValue document, string version)
    {
        document = document.EditMap("spec", ServiceDefaults.Spec);
        return document.StringAt("spec", "type") == "LoadBalancer" ? document.EditMap("status", ServiceDefaults.LoadBalancerStatus) : document;
    }

    public override MapValue Allocate(WriteContext context, MapValue document, KubeObject? old)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        spec = old is null ? spec : ServiceUpdates.PatchAllocated(spec, old.Spec);
        spec = ServiceUpdates.MirrorClusterIp(spec, old?.Spec);
        spec = new ServiceAddresses(context, document.StringAt("metadata", "name") ?? "", old).Allocate(spec);
        spec = new ServiceNodePorts(context, document.StringAt("metadata", "name") ?? "", old).Allocate(spec);
        return document.With("spec", spec);
    }

    public override void Release(WriteContext context, KubeObject deleted) => ServiceAddresses.Release(context, deleted);

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) =>
        document.With("status", MapValue.Of(("loadBalancer", MapValue.Empty)));

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        document = base.PrepareForUpdate(context, document, old);
        document = document.EditMap("spec", spec => ServiceUpdates.DropUnused(spec, old.Spec));
        return document.StringAt("spec", "type") == "LoadBalancer" ? document : document.WithAt(["status", "loadBalancer"], MapValue.Empty);
    }

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        ServiceRules.Check(errors, document, null);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        ServiceUpdateRules.Check(errors, document.Map("spec") ?? MapValue.Empty, old.Spec);
        ServiceRules.Check(errors, document, old);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn) => ServiceWarnings.Check(document, warn);

    // A default that such Services once got is stored and not shown (defaultOnReadInternalTrafficPolicy).
    public override KubeObject Decorate(KubeObject stored, ClusterServices services) =>
        stored.Spec.StringOrEmpty("type") == "ExternalName" && stored.Spec.ContainsKey("internalTrafficPolicy")
            ? stored.With(stored.Root.WithoutAt("spec", "internalTrafficPolicy"))
            : stored;
}
