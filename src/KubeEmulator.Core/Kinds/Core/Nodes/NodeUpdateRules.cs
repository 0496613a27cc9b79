using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a Node may become. Upstream: <c>ValidateNodeUpdate</c> in <c>pkg/apis/core/validation/validation.go</c>.</summary>
internal static class NodeUpdateRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue node, KubeObject old)
    {
        var (spec, status) = (node.Map("spec") ?? MapValue.Empty, node.Map("status") ?? MapValue.Empty);
        NodeAnnotationRules.Check(errors, node.Map("metadata")?.Map("annotations") ?? MapValue.Empty);
        NodeRules.Resources(errors, status);
        NodeRules.Features(errors, status);
        Addresses(errors, status);
        PodCidrs(errors, spec, old.Spec);
        if (old.Spec.StringOrEmpty("providerID") is { Length: > 0 } provider && provider != spec.StringOrEmpty("providerID"))
        {
            errors.Forbidden(Spec.Child("providerID"), "node updates may not change providerID except from \"\" to valid");
        }

        NodeConfigRules.Check(errors, spec, status);
        NodeRules.Taints(errors, node);
        if (spec.StringOrEmpty("externalID") != old.Spec.StringOrEmpty("externalID"))
        {
            errors.Forbidden(Spec.Child("externalID"), "may not be updated");
        }
    }

    private static void Addresses(FieldErrors errors, MapValue status)
    {
        var seen = new HashSet<(string, string)>();
        var index = 0;
        foreach (var address in status.Maps("addresses"))
        {
            var at = FieldPath.Of("status", "addresses").Index(index++);
            if (!seen.Add((address.StringOrEmpty("type"), address.StringOrEmpty("address"))))
            {
                errors.Duplicate(at, MapValue.Of(("Type", address.StringOrEmpty("type")), ("Address", address.StringOrEmpty("address"))));
            }
        }
    }

    // Controllers give a node its networks once.
    private static void PodCidrs(FieldErrors errors, MapValue spec, MapValue old)
    {
        const string text = "node updates may not change podCIDR except from \"\" to valid";
        var (updated, before) = (spec.Strings("podCIDRs").ToArray(), old.Strings("podCIDRs").ToArray());
        if (before.Length == 0)
        {
            return;
        }

        var changes = before.Length != updated.Length ? 1 : before.Where((cidr, i) => cidr != updated[i]).Count();
        for (var i = 0; i < changes; i++)
        {
            errors.Forbidden(Spec.Child("podCIDRs"), text);
        }
    }
}
