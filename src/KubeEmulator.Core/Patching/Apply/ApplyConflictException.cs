using KubeEmulator.Objects;

namespace KubeEmulator.Patching.Apply;

/// <summary>An apply that was not forced met fields of others; by manager, then by path.</summary>
internal sealed class ApplyConflictException(IReadOnlyList<ApplyConflict> conflicts) : Exception(TextOf(conflicts))
{
    public IReadOnlyList<ApplyConflict> Conflicts => conflicts;

    /// <summary>The 409 that the client gets (apimachinery <c>managedfields/internal/conflict.go</c>).</summary>
    public ApiException ToApiException() => new(
        StatusDocument.ApplyConflict([.. conflicts.Select(c => new StatusCause("FieldManagerConflict", $"conflict with {c.Manager}", c.Field))], Message),
        this);

    private static string TextOf(IReadOnlyList<ApplyConflict> conflicts)
    {
        if (conflicts.Count == 1)
        {
            return $"Apply failed with 1 conflict: conflict with {conflicts[0].Manager}: {conflicts[0].Field}";
        }

        var byManager = conflicts.GroupBy(c => c.Manager).Select(g => $"conflicts with {g.Key}:\n{string.Join('\n', g.Select(c => "- " + c.Field))}");
        return $"Apply failed with {conflicts.Count} conflicts: {string.Join('\n', byManager)}";
    }
}
