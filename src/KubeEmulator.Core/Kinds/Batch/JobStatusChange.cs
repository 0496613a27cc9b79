using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>A change of a job's status: what it says now and what of that is new.</summary>
internal sealed record JobStatusChange(MapValue Spec, MapValue Status, MapValue Old)
{
    /// <summary>Whether the job is over.</summary>
    public bool IsFinished => Is("Complete") || Is("Failed");

    /// <summary>Whether the job comes to be over, or is no longer.</summary>
    public bool Finishes => IsFinished != (Was("Complete") || Was("Failed"));

    /// <summary>Whether a member differs.</summary>
    public bool Of(string member) => !SemanticEquality.Equal(Status[member], Old[member]);

    /// <summary>Whether a condition differs.</summary>
    public bool OfCondition(string type) => Is(type) != Was(type);

    /// <summary>Whether a condition holds now.</summary>
    public bool Is(string type) => PodConditions.IsTrue(Status, type);

    /// <summary>Whether a condition held before.</summary>
    public bool Was(string type) => PodConditions.IsTrue(Old, type);
}
