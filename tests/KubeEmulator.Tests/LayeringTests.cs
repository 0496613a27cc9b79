using System.Reflection;

namespace KubeEmulator.Tests;

/// <summary>The one-way arrows between rooms, read from what the compiler wrote into the assemblies.</summary>
public sealed class LayeringTests
{
    // What a room must not know. Rooms are namespaces; a room covers the namespaces below it.
    private static readonly (string Room, string[] MustNotUse)[] Rules =
    [
        ("KubeEmulator.Values", ["KubeEmulator.Objects", "KubeEmulator.Expressions", "KubeEmulator.Schemas", "KubeEmulator.Rules", "KubeEmulator.Patching", "KubeEmulator.Storage", "KubeEmulator.Api", "KubeEmulator.Kinds", "KubeEmulator.Admission", "KubeEmulator.Access"]),
        ("KubeEmulator.Objects", ["KubeEmulator.Expressions", "KubeEmulator.Schemas", "KubeEmulator.Rules", "KubeEmulator.Patching", "KubeEmulator.Storage", "KubeEmulator.Api", "KubeEmulator.Kinds", "KubeEmulator.Admission", "KubeEmulator.Access"]),
        ("KubeEmulator.Expressions", ["KubeEmulator.Schemas", "KubeEmulator.Rules", "KubeEmulator.Patching", "KubeEmulator.Storage", "KubeEmulator.Api", "KubeEmulator.Kinds", "KubeEmulator.Admission", "KubeEmulator.Access"]),
        ("KubeEmulator.Schemas", ["KubeEmulator.Rules", "KubeEmulator.Patching", "KubeEmulator.Storage", "KubeEmulator.Api", "KubeEmulator.Kinds", "KubeEmulator.Admission", "KubeEmulator.Access"]),
        ("KubeEmulator.Rules", ["KubeEmulator.Expressions", "KubeEmulator.Schemas", "KubeEmulator.Patching", "KubeEmulator.Storage", "KubeEmulator.Api", "KubeEmulator.Kinds", "KubeEmulator.Admission", "KubeEmulator.Access"]),
        ("KubeEmulator.Patching", ["KubeEmulator.Expressions", "KubeEmulator.Rules", "KubeEmulator.Storage", "KubeEmulator.Api", "KubeEmulator.Kinds", "KubeEmulator.Admission", "KubeEmulator.Access"]),
        ("KubeEmulator.Storage", ["KubeEmulator.Expressions", "KubeEmulator.Schemas", "KubeEmulator.Rules", "KubeEmulator.Patching", "KubeEmulator.Api", "KubeEmulator.Kinds", "KubeEmulator.Admission", "KubeEmulator.Access"]),
        ("KubeEmulator.Api", ["KubeEmulator.Kinds", "KubeEmulator.Admission", "KubeEmulator.Access"]),
        ("KubeEmulator.Kinds", ["KubeEmulator.Admission", "KubeEmulator.Access"]),
        ("KubeEmulator.Admission", ["KubeEmulator.Kinds", "KubeEmulator.Access"]),
        ("KubeEmulator.Access", ["KubeEmulator.Kinds", "KubeEmulator.Admission"]),
        ("KubeEmulator.Runtime", ["KubeEmulator.Kinds", "KubeEmulator.Admission", "KubeEmulator.Access", "KubeEmulator.Nodes", "KubeEmulator.Server"]),
        ("KubeEmulator.Nodes", ["KubeEmulator.Kinds", "KubeEmulator.Admission", "KubeEmulator.Access", "KubeEmulator.Server"]),
        ("KubeEmulator.Server", ["KubeEmulator.Kinds", "KubeEmulator.Admission", "KubeEmulator.Access", "KubeEmulator.Runtime", "KubeEmulator.Nodes"]),
    ];

    [Fact]
    public void Rooms_UseOnlyWhatTheArrowsAllow()
    {
        var forbidden = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in Assemblies().SelectMany(a => a.GetTypes()))
        {
            var owner = Outermost(type);
            foreach (var used in MetadataReferences.Of(type).Select(Outermost))
            {
                foreach (var (room, mustNot) in Rules)
                {
                    if (IsIn(owner, room) && mustNot.FirstOrDefault(r => IsIn(used, r)) is { } wrong)
                    {
                        forbidden.Add($"{room} -> {wrong}: {owner.FullName} uses {used.FullName}");
                    }
                }
            }
        }

        Assert.True(forbidden.Count == 0, $"Forbidden arrows:\n{string.Join('\n', forbidden)}");
    }

    [Fact]
    public void TheReader_SeesReferencesInSignaturesAndBodies()
    {
        var seen = MetadataReferences.Of(typeof(EmulatedCluster)).Select(t => t.Name).ToHashSet();

        Assert.Contains("ApiServer", seen);
        Assert.Contains("SeededRandom", seen);
    }

    private static IEnumerable<Assembly> Assemblies() =>
    [
        typeof(Values.Value).Assembly,
        typeof(Runtime.Controller).Assembly,
        typeof(Server.ApiServer).Assembly,
    ];

    private static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    private static bool IsIn(Type type, string room) =>
        type.Namespace is { } space && (space == room || space.StartsWith(room + ".", StringComparison.Ordinal));
}
