using KubeEmulator.Api;
using KubeEmulator.Objects;
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

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        NetworkPolicyRules.Check(errors, document.Map("spec") ?? MapValue.Empty, null);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        NetworkPolicyRules.Check(errors, document.Map("spec") ?? MapValue.Empty, old.Spec);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        foreach (var (path, block) in NetworkPolicyRules.Blocks(document.Map("spec") ?? MapValue.Empty))
        {
            var warnings = IpRules.WarnCidr(path.Child("cidr"), block.StringOrEmpty("cidr"))
                .Concat(block.Strings("except").SelectMany((except, i) => IpRules.WarnCidr(path.Child("except").Index(i), except)));
            foreach (var warning in warnings)
            {
                warn(warning);
            }
        }
    }
}
