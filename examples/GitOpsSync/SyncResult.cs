namespace GitOpsSync;

/// <summary>What one synchronisation did.</summary>
/// <param name="Applied">The objects of the folder.</param>
/// <param name="Pruned">The objects that are in the folder no more and were deleted.</param>
/// <param name="Errors">What could not be done.</param>
public sealed record SyncResult(IReadOnlyList<string> Applied, IReadOnlyList<string> Pruned, IReadOnlyList<string> Errors);
