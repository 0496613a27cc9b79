using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a ResourceSlice must be. Upstream: <c>pkg/apis/resource/validation/validation.go</c>.</summary>
internal static class ResourceSliceRules
{
    private const int MostDevices = 128;
    private const int MostAdvancedDevices = 64;
    private const int MostCounterSets = 8;
    private const int MostCounters = 32;
    private const string OneIsNeeded = "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required";
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue document, MapValue? old)
    {
        FinalizerRules.Check(errors, document);
        var (spec, before) = (document.Map("spec") ?? MapValue.Empty, old?.Map("spec"));
        ResourceChecks.Driver(errors, Spec.Child("driver"), spec.StringOrEmpty("driver"));
        Pool(errors, Spec.Child("pool"), spec.Map("pool") ?? MapValue.Empty);
        if (before is not null)
        {
            errors.Immutable(Spec.Child("pool").Child("name"), spec.At("pool", "name"), before.At("pool", "name"));
            errors.Immutable(Spec.Child("driver"), spec["driver"], before["driver"]);
            errors.Immutable(Spec.Child("nodeName"), spec["nodeName"], before["nodeName"]);
        }

        Nodes(errors, spec);
        if (spec.List("sharedCounters") is not null && spec.List("devices") is not null)
        {
            errors.Invalid(Spec, "", "only one of `sharedCounters` or `devices` is allowed");
        }

        var advanced = spec.Maps("devices").Any(d => d.List("taints") is { Count: > 0 } || d.List("consumesCounters") is { Count: > 0 });
        ResourceChecks.Set(
            errors,
            Spec.Child("devices"),
            spec.List("devices"),
            advanced ? MostAdvancedDevices : MostDevices,
            (at, item) => DeviceRules.Check(errors, at, ResourceChecks.MapOf(item), before, spec.Bool("perDeviceNodeSelection") == true),
            item => ResourceChecks.MapOf(item).StringOrEmpty("name"));
        ResourceChecks.Set(
            errors,
            Spec.Child("sharedCounters"),
            spec.List("sharedCounters"),
            MostCounterSets,
            (at, item) => Counters(errors, at, "name", ResourceChecks.MapOf(item)),
            item => ResourceChecks.MapOf(item).StringOrEmpty("name"));
    }

    /// <summary>A set of counters, or what a device uses of one: its name is in <paramref name="member"/>.</summary>
    public static void Counters(FieldErrors errors, FieldPath path, string member, MapValue set)
    {
        var name = set.StringOrEmpty(member);
        if (errors.Present(path.Child(member), name))
        {
            errors.Label(path.Child(member), name);
        }

        var counters = set.Map("counters") ?? MapValue.Empty;
        if (counters.Count == 0)
        {
            errors.Required(path.Child("counters"));
        }
        else if (counters.Count > MostCounters)
        {
            errors.TooMany(path.Child("counters"), counters.Count, MostCounters);
        }
        else
        {
            foreach (var key in counters.Keys)
            {
                errors.Label(path.Child("counters"), key);
            }
        }
    }

    private static void Pool(FieldErrors errors, FieldPath path, MapValue pool)
    {
        ResourceChecks.Pool(errors, path.Child("name"), pool.StringOrEmpty("name"));
        errors.Positive(path.Child("resourceSliceCount"), pool.Integer("resourceSliceCount") ?? 0);
        if (pool.Integer("generation") is { } generation and < 0)
        {
            errors.Invalid(path.Child("generation"), generation, "must be greater than or equal to zero");
        }
    }

    private static void Nodes(FieldErrors errors, MapValue spec)
    {
        var set = new List<string>(4);
        if (spec.String("nodeName") is { } node)
        {
            if (node.Length == 0)
            {
                errors.Invalid(Spec.Child("nodeName"), node, "must be either unset or set to a non-empty string");
            }
            else
            {
                set.Add("`nodeName`");
                errors.Subdomain(Spec.Child("nodeName"), node);
            }
        }

        if (spec.Map("nodeSelector") is { } selector)
        {
            set.Add("`nodeSelector`");
            NodeSelectorRules.Check(errors, Spec.Child("nodeSelector"), selector, allowInvalidValues: false);
            if ((selector.List("nodeSelectorTerms")?.Count ?? 0) != 1)
            {
                var terms = selector.Maps("nodeSelectorTerms").Select(t => InternalText.Of(t, "io.k8s.api.core.v1.NodeSelectorTerm"));
                var text = selector.List("nodeSelectorTerms") is null ? "null" : $"[{string.Join(',', terms)}]";
                errors.InvalidText(Spec.Child("nodeSelector").Child("nodeSelectorTerms"), text, "must have exactly one node selector term");
            }
        }

        foreach (var member in (ReadOnlySpan<string>)["allNodes", "perDeviceNodeSelection"])
        {
            switch (spec.Bool(member))
            {
                case true:
                    set.Add($"`{member}`");
                    break;
                case false:
                    errors.Invalid(Spec.Child(member), false, "must be either unset or set to true");
                    break;
            }
        }

        if (set.Count == 0)
        {
            errors.Required(Spec, OneIsNeeded);
        }
        else if (set.Count > 1)
        {
            errors.Invalid(Spec, $"{{{string.Join(", ", set)}}}", OneIsNeeded + ", but multiple fields are set");
        }
    }
}
