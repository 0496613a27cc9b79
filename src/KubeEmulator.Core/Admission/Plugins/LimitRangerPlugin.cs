using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Fills containers with the defaults of the namespace's LimitRanges and holds pods and claims to them; <c>plugin/pkg/admission/limitranger</c>.</summary>
internal sealed class LimitRangerPlugin : AdmissionPlugin
{
    private const string Note = "kubernetes.io/limit-ranger";

    private static readonly GroupResource Ranges = new("", "limitranges");

    /// <inheritdoc/>
    public override string Name => "LimitRanger";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) => (attributes.Type.Group, attributes.Type.Plural, attributes.Subresource) switch
    {
        ("", "pods", "") => attributes.Operation == Operation.Create,
        ("", "pods", "resize") => attributes.Operation == Operation.Update && !IsDeleting(attributes),
        ("", "persistentvolumeclaims", "") => attributes.Operation is Operation.Create or Operation.Update && !IsDeleting(attributes),
        _ => false,
    };

    /// <inheritdoc/>
    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        if (attributes.Concerns("", "pods"))
        {
            foreach (var range in attributes.Snapshot.List(Ranges, attributes.Namespace))
            {
                Fill(attributes, range);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        foreach (var range in attributes.Snapshot.List(Ranges, attributes.Namespace))
        {
            var faults = LimitRangeRules.Check(range, attributes.Object!, isPod: attributes.Concerns("", "pods"));
            if (faults.Count > 0)
            {
                throw attributes.Forbidden(faults.Count == 1 ? faults[0] : $"[{string.Join(", ", faults)}]");
            }
        }

        return ValueTask.CompletedTask;
    }

    private static bool IsDeleting(AdmissionAttributes attributes) => attributes.OldObject?.StringAt("metadata", "deletionTimestamp") is not null;

    private static void Fill(AdmissionAttributes attributes, KubeObject range)
    {
        var requests = Defaults(range, "defaultRequest");
        var limits = Defaults(range, "default");
        if (requests.Count == 0 && limits.Count == 0)
        {
            return;
        }

        var notes = new List<string>();
        attributes.SetSpec(attributes.Spec()
            .EditMaps("containers", c => Fill(c, requests, limits, "container", notes))
            .EditMaps("initContainers", c => Fill(c, requests, limits, "init container", notes)));
        if (notes.Count > 0)
        {
            attributes.Object = attributes.Object!.WithAt(["metadata", "annotations", Note], "LimitRanger plugin set: " + string.Join("; ", notes));
        }
    }

    private static MapValue Defaults(KubeObject range, string field)
    {
        var all = new MapBuilder();
        foreach (var item in range.Spec.Maps("limits").Where(l => l.String("type") == "Container"))
        {
            foreach (var (name, amount) in item.Map(field) ?? MapValue.Empty)
            {
                all[name] = amount;
            }
        }

        return all.Build();
    }

    private static MapValue Fill(MapValue container, MapValue requests, MapValue limits, string what, List<string> notes)
    {
        var resources = container.Map("resources") ?? MapValue.Empty;
        foreach (var (field, defaults, word) in new[] { ("requests", requests, "request"), ("limits", limits, "limit") })
        {
            var amounts = resources.Map(field) ?? MapValue.Empty;
            var missing = defaults.Where(d => !amounts.ContainsKey(d.Key)).OrderBy(d => d.Key, StringComparer.Ordinal).ToArray();
            if (missing.Length == 0)
            {
                continue;
            }

            notes.Add($"{string.Join(", ", missing.Select(d => d.Key))} {word} for {what} {container.StringOrEmpty("name")}");
            resources = resources.With(field, missing.Aggregate(amounts, (map, d) => map.With(d.Key, d.Value)));
        }

        return container.With("resources", resources);
    }
}
