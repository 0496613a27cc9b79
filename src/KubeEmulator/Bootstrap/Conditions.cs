using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>A status of one condition.</summary>
internal static class Conditions
{
    /// <summary>Stands for the time of writing.</summary>
    public const string Now = "";

    public static MapValue Of(string type, string status, string reason, string message)
    {
        var condition = new MapBuilder(5) { { "type", type }, { "status", status }, { "lastTransitionTime", Now } };
        if (reason.Length > 0)
        {
            condition["reason"] = reason;
        }

        condition["message"] = message;
        return MapValue.Of(("conditions", ListValue.Of(condition.Build())));
    }

    /// <summary>The status with its time filled in.</summary>
    public static MapValue At(MapValue status, string now) =>
        status.With("conditions", ListValue.From(status.Maps("conditions").Select(c => (Value)c.With("lastTransitionTime", now))));
}
