using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Endpoints. Upstream: <c>pkg/registry/core/endpoint/strategy.go</c>.</summary>
internal sealed class EndpointsBehavior : KindBehavior
{
    private const string ManagedBy = "endpoints.kubernetes.io/managed-by";
    private const string Controller = "endpoint-controller";

    public override TableColumns Columns => CoreColumns.Endpoints;

    public override bool AllowsCreateOnUpdate => true;

    public override MapValue Default(MapValue document, string version) => document.EditMaps("subsets", subset =>
        subset.EditMaps("ports", port => port.StringOrEmpty("protocol").Length == 0 ? port.With("protocol", "TCP") : port));

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        EndpointsRules.Check(errors, document, null);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        ObjectMetaRules.AsNew(errors, context, document);
        EndpointsRules.Check(errors, document, old);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        if (document.StringAt("metadata", "labels", ManagedBy) == Controller)
        {
            return;
        }

        var index = 0;
        foreach (var subset in document.Maps("subsets"))
        {
            var path = FieldPath.Of("subsets").Index(index++);
            foreach (var member in (ReadOnlySpan<string>)["addresses", "notReadyAddresses"])
            {
                Warn(path.Child(member), subset.Maps(member), warn);
            }
        }
    }

    private static void Warn(FieldPath path, IEnumerable<MapValue> addresses, Action<string> warn)
    {
        var index = 0;
        foreach (var address in addresses)
        {
            if (IpRules.WarnIp(path.Index(index++).Child("ip"), address.StringOrEmpty("ip")) is { } warning)
            {
                warn(warning);
            }
        }
    }
}
