using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Conditions of Deployments: one that changes goes to the end of the list, and one with the status and reason it had stays as it is.</summary>
internal static class DeploymentConditions
{
    public const string Progressing = "Progressing";
    public const string Available = "Available";
    public const string ReplicaFailure = "ReplicaFailure";

    /// <summary>A condition that came about now.</summary>
    public static MapValue New(string type, string status, string reason, string message, DateTimeOffset now) => MapValue.Of(
        ("type", type),
        ("status", status),
        ("lastUpdateTime", KubeTime.Format(now)),
        ("lastTransitionTime", KubeTime.Format(now)),
        ("reason", reason),
        ("message", message));

    /// <summary>The status with a condition.</summary>
    public static MapValue Set(MapValue status, MapValue condition)
    {
        var type = condition.StringOrEmpty("type");
        var old = Conditions.Find(status, type);
        if (old is not null && old.StringOrEmpty("reason") == condition.StringOrEmpty("reason") && old.StringOrEmpty("status") == condition.StringOrEmpty("status"))
        {
            return status;
        }

        if (old is not null && old.StringOrEmpty("status") == condition.StringOrEmpty("status"))
        {
            condition = condition.WithOptional("lastTransitionTime", old["lastTransitionTime"]);
        }

        var others = Remove(status, type);
        return others.With("conditions", (others.List("conditions") ?? ListValue.Empty).Add(condition));
    }

    /// <summary>The status without a condition.</summary>
    public static MapValue Remove(MapValue status, string type)
    {
        if (Conditions.Find(status, type) is null)
        {
            return status;
        }

        var others = ListValue.From(status.List("conditions")!.Where(c => (c as MapValue)?.String("type") != type));
        return status.WithOptional("conditions", others.Count == 0 ? null : others);
    }
}
