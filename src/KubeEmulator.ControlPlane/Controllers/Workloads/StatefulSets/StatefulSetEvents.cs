using KubeEmulator.Objects;
using KubeEmulator.Runtime;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>What is told of a StatefulSet's pods and claims.</summary>
internal sealed class StatefulSetEvents(ReconcileContext context, KubeObject set)
{
    /// <summary>A pod was created, updated or deleted, or could not be.</summary>
    /// <param name="verb"><c>Create</c>, <c>Update</c> or <c>Delete</c>.</param>
    /// <param name="pod">The pod's name.</param>
    /// <param name="error">Why not; null where it was.</param>
    public ValueTask PodAsync(string verb, string pod, string? error) => error is null
        ? context.Events.NormalAsync(set, $"Successful{verb}", $"{verb} Pod {pod} in StatefulSet {set.Name} successful")
        : WarningAsync($"Failed{verb}", $"{verb} Pod {pod} in StatefulSet {set.Name} failed error: {error}");

    /// <summary>A claim was created, or could not be.</summary>
    public ValueTask ClaimAsync(string claim, string pod, string? error) => error is null
        ? context.Events.NormalAsync(set, "SuccessfulCreate", $"Create Claim {claim} Pod {pod} in StatefulSet {set.Name} success")
        : WarningAsync("FailedCreate", $"Create Claim {claim} for Pod {pod} in StatefulSet {set.Name} failed error: {error}");

    /// <summary>Something is wrong.</summary>
    public ValueTask WarningAsync(string reason, string message) => context.Events.WarningAsync(set, reason, message);
}
