using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// When the change happened that endpoints follow: the birth of the Service, afterwards the earliest new readiness of a pod.
/// Upstream: <c>k8s.io/endpointslice/util/trigger_time_tracker.go</c>. Used on the executor.
/// </summary>
internal sealed class EndpointTriggerTimes
{
    /// <summary>The annotation that says it.</summary>
    public const string Annotation = "endpoints.kubernetes.io/last-change-trigger-time";

    private readonly Dictionary<string, Dictionary<string, string>> _known = [];

    /// <summary>The time of the change since the last call for this Service; null where no time is to be told.</summary>
    public string? Next(KubeObject service, IEnumerable<PodView> pods)
    {
        var times = new Dictionary<string, string>(StringComparer.Ordinal);
        var before = _known.GetValueOrDefault(service.Metadata.Uid);
        string? earliest = null;
        foreach (var pod in pods)
        {
            if (Conditions.Find(pod.Status, "Ready")?.String("lastTransitionTime") is not { } time)
            {
                continue;
            }

            times[pod.Name] = time;
            if (string.CompareOrdinal(time, before?.GetValueOrDefault(pod.Name)) > 0 && (earliest is null || string.CompareOrdinal(time, earliest) < 0))
            {
                earliest = time;
            }
        }

        _known[service.Metadata.Uid] = times;
        return before is null ? service.Metadata.CreationTimestamp : earliest;
    }

    /// <summary>Forgets the Services that are no more.</summary>
    public void Trim(Func<string, bool> exists)
    {
        foreach (var uid in _known.Keys.Where(uid => !exists(uid)).ToArray())
        {
            _known.Remove(uid);
        }
    }

    /// <summary>Annotations with the time set or cleared; null where none are left.</summary>
    public static MapValue? Annotate(MapValue? annotations, string? time)
    {
        var map = (annotations ?? MapValue.Empty).WithOptional(Annotation, time is null ? null : (Value)time);
        return map.Count == 0 ? null : map;
    }
}
