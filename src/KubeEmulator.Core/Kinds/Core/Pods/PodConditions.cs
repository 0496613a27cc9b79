using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Conditions that the server itself sets on pods (<c>pkg/api/pod</c> <c>UpdatePodCondition</c>).</summary>
internal static class PodConditions
{
    /// <summary>The status with a condition set; its time of change is kept when its status does not change.</summary>
    public static MapValue With(MapValue status, string type, string value, string reason, string message, string now)
    {
        var conditions = status.List("conditions") ?? ListValue.Empty;
        for (var i = 0; i < conditions.Count; i++)
        {
            if (conditions[i] is MapValue old && old.String("type") == type)
            {
                var since = old.String("status") == value && old.String("lastTransitionTime") is { } before ? before : now;
                return status.With("conditions", conditions.With(i, Condition(type, value, reason, message, since)));
            }
        }

        return status.With("conditions", conditions.Add(Condition(type, value, reason, message, now)));
    }

    /// <summary>Whether a condition of the status is True.</summary>
    public static bool IsTrue(MapValue status, string type) =>
        status.Maps("conditions").Any(c => c.String("type") == type && c.String("status") == "True");

    private static MapValue Condition(string type, string value, string reason, string message, string since)
    {
        var condition = new MapBuilder(6) { { "type", type }, { "status", value }, { "lastProbeTime", Value.Null }, { "lastTransitionTime", since } };
        if (reason.Length > 0)
        {
            condition["reason"] = reason;
            condition["message"] = message;
        }

        return condition.Build();
    }
}
