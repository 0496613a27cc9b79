using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>How a change of a running pod's resources stands; its conditions <c>PodResizePending</c> and <c>PodResizeInProgress</c>.</summary>
internal sealed record PodResize
{
    public static readonly PodResize None = new();

    /// <summary>The condition that says why what is asked for cannot be given yet; null where nothing waits.</summary>
    public MapValue? Pending { get; init; }

    /// <summary>The condition that says that what was given is not in force everywhere yet; null where it is.</summary>
    public MapValue? InProgress { get; init; }

    /// <summary>When the containers have what was given; null where they do.</summary>
    public DateTimeOffset? ActuateAt { get; init; }

    /// <summary>What a status says of it, after a restore.</summary>
    public static PodResize Read(MapValue status, DateTimeOffset now)
    {
        var (pending, progress) = (Rules.Conditions.Find(status, PendingType), Rules.Conditions.Find(status, InProgressType));
        return pending is null && progress is null ? None : new PodResize { Pending = pending, InProgress = progress, ActuateAt = progress is null ? null : now };
    }

    public const string PendingType = "PodResizePending";
    public const string InProgressType = "PodResizeInProgress";

    /// <summary>Whether a container may be resized at all: init containers end before it would matter.</summary>
    public static bool IsResizable(PodContainer container) => container.Role is ContainerRole.Main or ContainerRole.Sidecar;

    /// <summary>Whether cpu or memory of two sets of resources differ.</summary>
    public static bool Differ(MapValue? one, MapValue? other) => Names(one, other).Any();

    /// <summary>Whether the container's policy wants it started anew for the change.</summary>
    public static bool NeedsRestart(PodContainer container, MapValue actual, MapValue wanted) =>
        Names(actual, wanted).Any(name => container.Spec.Maps("resizePolicy").Any(p => p.String("resourceName") == name && p.String("restartPolicy") == "RestartContainer"));

    /// <summary>A condition of the pod; kubelet's <c>status_manager.go</c> (updatedPodResizeCondition).</summary>
    public static MapValue Condition(string type, MapValue? old, string reason, string message, long generation, DateTimeOffset now)
    {
        var time = KubeTime.Format(now);
        var condition = new MapBuilder(8)
        {
            { "type", type },
            { "observedGeneration", generation },
            { "status", "True" },
            { "lastProbeTime", old is not null && old.StringOrEmpty("reason") == reason && old.StringOrEmpty("message") == message ? old["lastProbeTime"] ?? time : time },
            { "lastTransitionTime", old is not null && old.StringOrEmpty("reason") == reason ? old["lastTransitionTime"] ?? time : time },
        };
        if (reason.Length > 0)
        {
            condition["reason"] = reason;
            condition["message"] = message;
        }

        return condition.Build();
    }

    /// <summary>The resources that the spec asks for, as kubelet's events show them; <c>events/resize.go</c>.</summary>
    public static string Summary(PodShape pod, string prefix, long generation, string error = "")
    {
        var summary = new MapBuilder();
        Set("initContainers", pod.Containers[..pod.InitCount]);
        Set("containers", pod.Containers[pod.Mains]);
        summary["generation"] = generation;
        if (error.Length > 0)
        {
            summary["error"] = error;
        }

        return $"{prefix}: {summary.Build()}";

        void Set(string name, PodContainer[] containers)
        {
            if (containers.Length > 0)
            {
                summary[name] = ListValue.From(containers.Select(c => MapValue.Of(("name", c.Name), ("resources", c.Spec.Map("resources") ?? MapValue.Empty))));
            }
        }
    }

    private static IEnumerable<string> Names(MapValue? one, MapValue? other) => ((string[])["cpu", "memory"]).Where(name =>
        ((string[])["limits", "requests"]).Any(kind => Amount(one, kind, name) != Amount(other, kind, name)));

    private static Quantity? Amount(MapValue? resources, string kind, string name) => Quantity.From(resources?.Map(kind)?[name]);
}
