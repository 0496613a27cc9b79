using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>A pod that asks for a device tolerates the taint of the nodes that have it. Upstream: <c>plugin/pkg/admission/extendedresourcetoleration</c>.</summary>
internal sealed class ExtendedResourceTolerationPlugin : AdmissionPlugin
{
    public override string Name => "ExtendedResourceToleration";

    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation is Operation.Create or Operation.Update && attributes.IsMain("", "pods");

    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var spec = attributes.Spec();
        var devices = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var container in spec.Maps("containers").Concat(spec.Maps("initContainers")))
        {
            foreach (var name in (container.Map("resources")?.Map("requests") ?? MapValue.Empty).Keys)
            {
                if (IsExtended(name))
                {
                    devices.Add(name);
                }
            }
        }

        if (devices.Count == 0)
        {
            return ValueTask.CompletedTask;
        }

        var tolerations = spec.List("tolerations") ?? ListValue.Empty;
        foreach (var device in devices)
        {
            var toleration = MapValue.Of(("key", device), ("operator", "Exists"), ("effect", "NoSchedule"));
            var same = tolerations.OfType<MapValue>().Any(t => IsSameTaint(t, toleration));
            tolerations = same ? tolerations.Edit(t => t is MapValue map && IsSameTaint(map, toleration) ? toleration : t) : tolerations.Add(toleration);
        }

        attributes.SetSpec(spec.With("tolerations", tolerations));
        return ValueTask.CompletedTask;
    }

    // Toleration.MatchToleration: all but the seconds.
    private static bool IsSameTaint(MapValue left, MapValue right) =>
        ((ReadOnlySpan<string>)["key", "operator", "effect", "value"]).ToArray().All(field => left.StringOrEmpty(field) == right.StringOrEmpty(field));

    // IsExtendedResourceName: a name of somebody's domain, that is no quota.
    private static bool IsExtended(string name) =>
        name.Contains('/') && !name.Contains("kubernetes.io/", StringComparison.Ordinal) && !name.StartsWith("requests.", StringComparison.Ordinal);
}
