using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// The garbage collector edits owners and finalizers of roles and bindings whose rights it does not have. Upstream:
/// <c>IsOnlyMutatingGCFields</c> in <c>pkg/registry/rbac/helpers.go</c>.
/// </summary>
internal static class CollectorFields
{
    private static readonly string[] Members = ["ownerReferences", "finalizers", "managedFields", "generation", "resourceVersion"];

    public static bool AreAllThatChanges(MapValue document, KubeObject? old) =>
        old is not null && SemanticEquality.Equal(Without(document), Without(old.Root));

    private static MapValue Without(MapValue document) => document.EditMap("metadata", metadata =>
    {
        foreach (var member in Members)
        {
            metadata = metadata.Without(member);
        }

        return metadata;
    });
}
