using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The condition of a budget that tells whether it allows anything (component-helpers <c>apps/poddisruptionbudget</c>).</summary>
internal static class DisruptionCondition
{
    public static MapValue Apply(MapValue status, string now)
    {
        var allowed = (status.Integer("disruptionsAllowed") ?? 0) > 0;
        var value = allowed ? "True" : "False";
        var conditions = status.List("conditions") ?? ListValue.Empty;
        var index = conditions.Count;
        for (var i = 0; i < conditions.Count; i++)
        {
            index = (conditions[i] as MapValue)?.String("type") == "DisruptionAllowed" ? i : index;
        }

        var old = index < conditions.Count ? conditions[index] as MapValue : null;
        var condition = (old ?? MapValue.Of(("type", "DisruptionAllowed")))
            .With("status", value)
            .With("observedGeneration", status.Integer("observedGeneration") ?? 0)
            .With("lastTransitionTime", old?.String("status") == value ? old.StringOrEmpty("lastTransitionTime") : now)
            .With("reason", allowed ? "SufficientPods" : "InsufficientPods")
            .With("message", old?.StringOrEmpty("message") ?? "");
        return status.With("conditions", old is null ? conditions.Add(condition) : conditions.With(index, condition));
    }
}
