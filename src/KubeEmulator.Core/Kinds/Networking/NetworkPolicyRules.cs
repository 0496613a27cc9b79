using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a NetworkPolicy must be. Upstream: <c>ValidateNetworkPolicySpec</c> in <c>pkg/apis/networking/validation/validation.go</c>.</summary>
internal static class NetworkPolicyRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue spec, MapValue? old)
    {
        var options = Options(old);
        LabelSelectorRules.Check(errors, Spec.Child("podSelector"), spec.Map("podSelector"), options.AllowInvalidValues);
        Rules(errors, Spec.Child("ingress"), spec.Maps("ingress"), "from", options);
        Rules(errors, Spec.Child("egress"), spec.Maps("egress"), "to", options);
        var types = spec.Strings("policyTypes").ToArray();
        if (types.Length > 2)
        {
            errors.Invalid(Spec.Child("policyTypes"), spec["policyTypes"], "may not specify more than two policyTypes");
            return;
        }

        for (var i = 0; i < types.Length; i++)
        {
            errors.OneOf(Spec.Child("policyTypes").Index(i), types[i], "Ingress", "Egress");
        }
    }

    /// <summary>The peers' blocks of addresses with their paths.</summary>
    public static IEnumerable<(FieldPath Path, MapValue Block)> Blocks(MapValue spec)
    {
        foreach (var (rules, peers) in ((string, string)[])[("ingress", "from"), ("egress", "to")])
        {
            var rule = 0;
            foreach (var item in spec.Maps(rules))
            {
                var path = Spec.Child(rules).Index(rule++).Child(peers);
                var peer = 0;
                foreach (var block in item.Maps(peers).Select(p => p.Map("ipBlock")))
                {
                    var at = path.Index(peer++).Child("ipBlock");
                    if (block is not null)
                    {
                        yield return (at, block);
                    }
                }
            }
        }
    }

    // Networks that the stored policy has anywhere stay acceptable.
    private static (bool AllowInvalidValues, string[] Networks) Options(MapValue? old)
    {
        if (old is null)
        {
            return (false, []);
        }

        var before = new FieldErrors();
        LabelSelectorRules.Check(before, Spec, old.Map("podSelector"));
        return (before.Count > 0, [.. Blocks(old).SelectMany(b => (string[])[b.Block.StringOrEmpty("cidr"), .. b.Block.Strings("except")])]);
    }

    private static void Rules(FieldErrors errors, FieldPath path, IEnumerable<MapValue> rules, string peers, (bool AllowInvalidValues, string[] Networks) options)
    {
        var index = 0;
        foreach (var rule in rules)
        {
            var at = path.Index(index++);
            var item = 0;
            foreach (var port in rule.Maps("ports"))
            {
                Port(errors, at.Child("ports").Index(item++), port);
            }

            item = 0;
            foreach (var peer in rule.Maps(peers))
            {
                Peer(errors, at.Child(peers).Index(item++), peer, options);
            }
        }
    }

    private static void Port(FieldErrors errors, FieldPath path, MapValue port)
    {
        if (port.String("protocol") is { } protocol)
        {
            errors.OneOf(path.Child("protocol"), protocol, "TCP", "UDP", "SCTP");
        }

        var end = port.Integer("endPort");
        switch (IntOrString.From(port["port"]))
        {
            case null when end is not null:
                errors.Invalid(path.Child("endPort"), end.Value, "may not be specified when `port` is not specified");
                break;
            case { Text: { } name }:
                if (end is not null)
                {
                    errors.Invalid(path.Child("endPort"), end.Value, "may not be specified when `port` is non-numeric");
                }

                errors.Faults(path.Child("port"), name, TextRules.CheckPortName(name));
                break;
            case { } number:
                errors.Faults(path.Child("port"), number.Number, TextRules.CheckPort(number.Number));
                Range(errors, path.Child("endPort"), number.Number, end);
                break;
        }
    }

    private static void Range(FieldErrors errors, FieldPath path, long first, long? last)
    {
        if (last is not { } end)
        {
            return;
        }

        if (end < first)
        {
            errors.Invalid(path, first, "must be greater than or equal to `port`");
        }

        errors.Faults(path, end, TextRules.CheckPort(end));
    }

    private static void Peer(FieldErrors errors, FieldPath path, MapValue peer, (bool AllowInvalidValues, string[] Networks) options)
    {
        var (pods, spaces, block) = (peer.Map("podSelector"), peer.Map("namespaceSelector"), peer.Map("ipBlock"));
        LabelSelectorRules.Check(errors, path.Child("podSelector"), pods, options.AllowInvalidValues);
        LabelSelectorRules.Check(errors, path.Child("namespaceSelector"), spaces, options.AllowInvalidValues);
        if (block is not null)
        {
            Block(errors, path.Child("ipBlock"), block, options.Networks);
        }

        if (pods is null && spaces is null && block is null)
        {
            errors.Required(path, "must specify a peer");
        }
        else if (block is not null && (pods ?? spaces) is not null)
        {
            errors.Forbidden(path, "may not specify both ipBlock and another peer");
        }
    }

    private static void Block(FieldErrors errors, FieldPath path, MapValue block, string[] known)
    {
        var text = block.StringOrEmpty("cidr");
        if (!errors.Present(path.Child("cidr"), text))
        {
            return;
        }

        IpRules.CheckLegacyCidr(errors, path.Child("cidr"), text, known);
        if (CidrValue.Parse(text) is not { } network)
        {
            return;
        }

        var index = 0;
        foreach (var except in block.Strings("except"))
        {
            var at = path.Child("except").Index(index++);
            IpRules.CheckLegacyCidr(errors, at, except, known);
            if (CidrValue.Parse(except) is { } part && (!network.Contains(part.Network) || network.PrefixLength >= part.PrefixLength))
            {
                errors.Invalid(at, except, "must be a strict subset of `cidr`");
            }
        }
    }
}
