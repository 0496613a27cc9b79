using KubeEmulator.Patching.Apply;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching.Apply;

/// <summary>Results that are remembered are those that the operation gives.</summary>
public sealed class KnownResultsTests
{
    [Fact]
    public void Result_AskedForAgain_IsThatOfTheOperation()
    {
        var chance = new Random(11);
        FieldSet[] sets = [.. Enumerable.Range(0, 40).Select(_ => RandomSet(chance))];
        for (var round = 0; round < 3; round++)
        {
            foreach (var (left, right) in from l in sets from r in sets select (l, r))
            {
                Assert.True(KnownResults.Union(left, right).SetEquals(FieldSetAlgebra.Union(left, right)));
                Assert.True(KnownResults.Difference(left, right).SetEquals(FieldSetAlgebra.Difference(left, right)));
                Assert.True(KnownResults.RecursiveDifference(left, right).SetEquals(FieldSetAlgebra.RecursiveDifference(left, right)));
            }
        }
    }

    [Fact]
    public void Operand_ThatStaysAsItIs_IsGivenBackItself()
    {
        var (owner, other) = (Set("""{"f:spec":{"f:replicas":{}}}"""), Set("""{"f:status":{"f:ready":{}}}"""));

        for (var round = 0; round < 3; round++)
        {
            // Whoever compares by reference sees that the owner is unchanged.
            Assert.Same(owner, KnownResults.Difference(owner, other));
            Assert.Same(owner, KnownResults.Union(owner, FieldSet.Empty));
        }
    }

    private static FieldSet RandomSet(Random chance) => Set($"{{{string.Join(',', Members(chance, 0))}}}");

    private static IEnumerable<string> Members(Random chance, int depth)
    {
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            if (chance.Next(2) == 0)
            {
                yield return $"\"f:{name}\":{{{(depth < 2 && chance.Next(2) == 0 ? string.Join(',', Members(chance, depth + 1)) : "")}}}";
            }
        }
    }

    private static FieldSet Set(string text) => FieldsV1Text.Read((MapValue)Value.Parse(text));
}
