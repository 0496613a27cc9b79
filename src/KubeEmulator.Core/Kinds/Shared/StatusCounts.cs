using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Counts in the status of workloads: none negative, parts not above the whole.</summary>
internal static class StatusCounts
{
    private static readonly FieldPath Path = FieldPath.Of("status");

    /// <summary>Counts that must not be negative.</summary>
    public static void NonNegative(FieldErrors errors, MapValue status, params ReadOnlySpan<string> members)
    {
        foreach (var member in members)
        {
            errors.NonNegative(Path, status, member);
        }
    }

    /// <summary>Counts that must not be above <c>status.replicas</c>.</summary>
    public static void AtMostReplicas(FieldErrors errors, MapValue status, params ReadOnlySpan<string> members)
    {
        foreach (var member in members)
        {
            AtMost(errors, status, member, "replicas", "cannot be greater than status.replicas");
        }
    }

    /// <summary>One count that must not be above another.</summary>
    public static void AtMost(FieldErrors errors, MapValue status, string member, string most, string text)
    {
        var value = status.Integer(member) ?? 0;
        if (value > (status.Integer(most) ?? 0))
        {
            errors.Invalid(Path.Child(member), value, text);
        }
    }

    /// <summary>The count of hash collisions only grows.</summary>
    public static void CollisionsOnlyGrow(FieldErrors errors, MapValue status, MapValue old)
    {
        var (updated, before) = (status.Integer("collisionCount"), old.Integer("collisionCount"));
        if (before is not null && (updated is null || updated < before))
        {
            errors.Invalid(Path.Child("collisionCount"), updated ?? 0, "cannot be decremented");
        }
    }
}
