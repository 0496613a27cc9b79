using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Conditions of Jobs.</summary>
internal static class JobConditions
{
    public const string Complete = "Complete";
    public const string Failed = "Failed";
    public const string FailureTarget = "FailureTarget";
    public const string SuccessCriteriaMet = "SuccessCriteriaMet";
    public const string Suspended = "Suspended";

    /// <summary>A condition that came about now.</summary>
    public static MapValue New(string type, string status, string reason, string message, DateTimeOffset now) => MapValue.Of(
        ("type", type),
        ("status", status),
        ("lastProbeTime", KubeTime.Format(now)),
        ("lastTransitionTime", KubeTime.Format(now)),
        ("reason", reason),
        ("message", message));

    /// <summary>A true condition with the reason and message of another.</summary>
    public static MapValue From(MapValue other, string type, DateTimeOffset now) => New(type, "True", other.StringOrEmpty("reason"), other.StringOrEmpty("message"), now);

    /// <summary>The condition, where it is true.</summary>
    public static MapValue? FindTrue(MapValue status, string type) => Conditions.Find(status, type) is { } found && found.String("status") == "True" ? found : null;

    /// <summary>The status with one more condition at the end.</summary>
    public static MapValue Add(MapValue status, MapValue condition) => status.With("conditions", (status.List("conditions") ?? ListValue.Empty).Add(condition));

    /// <summary>The status with a condition in the place of the one of its type. One that never was true is not added as false.</summary>
    public static MapValue Ensure(MapValue status, MapValue condition)
    {
        var old = Conditions.Find(status, condition.StringOrEmpty("type"));
        if (old is null)
        {
            return condition.String("status") == "False" ? status : Add(status, condition);
        }

        var same = new[] { "status", "reason", "message" }.All(key => old.StringOrEmpty(key) == condition.StringOrEmpty(key));
        return same ? status : status.EditMaps("conditions", c => ReferenceEquals(c, old) ? condition : c);
    }
}
