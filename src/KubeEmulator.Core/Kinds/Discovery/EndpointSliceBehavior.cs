using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>EndpointSlices. Upstream: <c>pkg/registry/discovery/endpointslice/strategy.go</c>.</summary>
internal sealed class EndpointSliceBehavior : KindBehavior
{
    private const string ManagedBy = "endpointslice.kubernetes.io/managed-by";

    public override TableColumns Columns => EndpointSliceColumns.Instance;

    public override bool TracksGeneration => true;

    public override MapValue Default(MapValue document, string version) => document.EditMaps("ports", port =>
        port.WithDefault("name", "").WithDefault("protocol", "TCP"));

    // The topology of old is read only where it is stored.
    public override MapValue PrepareForCreate(WriteContext context, MapValue document) => WithoutTopology(document);

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) =>
        SemanticEquality.Equal(document["endpoints"], old.Root["endpoints"]) ? document : WithoutTopology(document);

    // Labels count too: they carry what the slice is for.
    public override bool GenerationChanges(MapValue document, KubeObject old) =>
        base.GenerationChanges(document, old) || !SemanticEquality.Equal(document.At("metadata", "labels"), old.Root.At("metadata", "labels"));

    // A slice that is gone does not say whose it was.
    public override ValueTask CommittedAsync(ClusterServices services, ObjectKey key, KubeObject? stored) =>
        ServiceAvailability.NoteBehindAsync(services, key.Namespace, stored?.Metadata.Labels.String("kubernetes.io/service-name"));

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        EndpointSliceRules.Check(errors, document, null);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNew(errors, context, document);
        EndpointSliceRules.Check(errors, document, old);
        errors.Immutable(FieldPath.Of("addressType"), document.StringOrEmpty("addressType"), old.Root.StringOrEmpty("addressType"));
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        if (old is null && document.StringOrEmpty("addressType") == "FQDN")
        {
            warn("spec.addressType: FQDN endpoints are deprecated");
        }

        if (document.StringAt("metadata", "labels", ManagedBy) is "endpointslice-controller.k8s.io" or "endpointslicemirroring-controller.k8s.io")
        {
            return;
        }

        var index = 0;
        foreach (var endpoint in document.Maps("endpoints"))
        {
            var path = FieldPath.Of("endpoints").Index(index++).Child("addresses");
            var address = 0;
            foreach (var text in endpoint.Strings("addresses"))
            {
                if (IpRules.WarnIp(path.Index(address++), text) is { } warning)
                {
                    warn(warning);
                }
            }
        }
    }

    private static MapValue WithoutTopology(MapValue document) => document.EditMaps("endpoints", e => e.Without("deprecatedTopology"));
}
