using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>NetworkPolicies. Upstream: <c>pkg/registry/networking/networkpolicy/strategy.go</c>, <c>pkg/apis/networking/v1/defaults.go</c>.</summary>
internal sealed class NetworkPolicyBehavior : KindBehavior
{
    public override TableColumns Columns => NetworkingColumns.NetworkPolicy;

    public override bool TracksGeneration => true;

    public override MapValue Default(MapValue document, string version) => document.EditMap("spec", spec =>
    {
        foreach (var direction in (ReadOnlySpan<string>)["ingress", "egress"])
        {
            spec = spec.EditMaps(direction, rule => rule.EditMaps("ports", port => port.WithDefault("protocol", "TCP")));
        }

        if (spec.List("policyTypes") is { Count: > 0 })
        {
            return spec;
        }

        return spec.With("policyTypes", spec.List("egress") is { Count: > 0 } ? ListValue.Of("Ingress", "Egress") : ListValue.Of("Ingress"));
    });
}
