using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>One device of a slice (<c>validateDevice</c>).</summary>
internal static class DeviceRules
{
    private const int MostEntries = 32;
    private const int MostValues = 48;
    private const int MostTaints = 16;
    private const int MostConsumptions = 2;
    private const int LongestKey = 63 + 1 + 32;
    private const string OneNodeIsNeeded =
        "exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec";

    public static void Check(FieldErrors errors, FieldPath path, MapValue device, MapValue? before, bool selectsNodes)
    {
        errors.Label(path.Child("name"), device.StringOrEmpty("name"));
        var (attributes, capacity) = (device.Map("attributes") ?? MapValue.Empty, device.Map("capacity") ?? MapValue.Empty);
        if (attributes.Count + capacity.Count > MostEntries)
        {
            errors.Invalid(path, attributes.Count + capacity.Count, $"the total number of attributes and capacities must not exceed {MostEntries}");
        }

        if (attributes.Count > MostValues)
        {
            errors.Invalid(path, attributes.Count, $"the total number of attribute values must not exceed {MostValues}");
        }

        foreach (var (key, value) in attributes)
        {
            ResourceChecks.QualifiedName(errors, path.Child("attributes"), key);
            DeviceAttributeRules.Check(errors, path.Child("attributes").Key(Shortened(key)), ResourceChecks.MapOf(value));
        }

        foreach (var (key, value) in capacity)
        {
            ResourceChecks.QualifiedName(errors, path.Child("capacity"), key);
            CapacityPolicyRules.Check(errors, path.Child("capacity").Key(Shortened(key)), ResourceChecks.MapOf(value), device.Bool("allowMultipleAllocations") == true);
        }

        var old = before?.Maps("devices").FirstOrDefault(d => d.StringOrEmpty("name") == device.StringOrEmpty("name"));
        if (old is null || !SemanticEquality.Equal(old["taints"], device["taints"]))
        {
            ResourceChecks.Items(
                errors, path.Child("taints"), device.List("taints"), MostTaints, (at, item) => DeviceTaintRules.Taint(errors, at, ResourceChecks.MapOf(item)));
        }

        ResourceChecks.Set(
            errors,
            path.Child("consumesCounters"),
            device.List("consumesCounters"),
            MostConsumptions,
            (at, item) => ResourceSliceRules.Counters(errors, at, "counterSet", ResourceChecks.MapOf(item)),
            item => ResourceChecks.MapOf(item).StringOrEmpty("counterSet"));
        Nodes(errors, path, device, selectsNodes);
        ResourceChecks.Bindings(errors, path, device);
    }

    private static void Nodes(FieldErrors errors, FieldPath path, MapValue device, bool selectsNodes)
    {
        var (node, selector, all) = (device.String("nodeName"), device.Map("nodeSelector"), device.Bool("allNodes"));
        if (!selectsNodes)
        {
            if (node is not null || selector is not null || all is not null)
            {
                errors.InvalidText(path, "null", "`nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true in the ResourceSlice spec");
            }

            return;
        }

        var set = new List<string>(3);
        if (node?.Length > 0)
        {
            set.Add("`nodeName`");
            errors.Subdomain(path.Child("nodeName"), node);
        }
        else if (node is not null)
        {
            errors.Invalid(path.Child("nodeName"), node, "must not be empty");
        }

        if (selector is not null)
        {
            set.Add("`nodeSelector`");
            NodeSelectorRules.Check(errors, path.Child("nodeSelector"), selector, allowInvalidValues: false);
        }

        if (all == true)
        {
            set.Add("`allNodes`");
        }
        else if (all == false)
        {
            errors.Invalid(path.Child("allNodes"), false, "must be either unset or set to true");
        }

        if (set.Count == 0)
        {
            errors.Required(path, OneNodeIsNeeded);
        }
        else if (set.Count > 1)
        {
            errors.Invalid(path, $"{{{string.Join(", ", set)}}}", OneNodeIsNeeded);
        }
    }

    // Keys that are too long are cut in the middle (truncateIfTooLong).
    private static string Shortened(string key)
    {
        const int Left = LongestKey - 3;
        return key.Length <= LongestKey ? key : key[..((Left + 1) / 2)] + "..." + key[^(Left / 2)..];
    }
}
