using KubeEmulator.Storage;

namespace KubeEmulator.Core.Tests.Storage;

public sealed class SortedTreeTests
{
    private readonly struct Ints : IComparer<int>
    {
        public int Compare(int x, int y) => x.CompareTo(y);
    }

    [Theory]
    [InlineData(1, 50)]
    [InlineData(2, 500)]
    [InlineData(3, 5000)]
    public void SetAndRemove_Random_StayASortedMap(int seed, int keys)
    {
        var random = new Random(seed);
        var tree = default(SortedTree<int, int, Ints>);
        var model = new SortedDictionary<int, int>();
        for (var step = 0; step < 20_000; step++)
        {
            var key = random.Next(keys);
            // Grows, shrinks to little, grows again.
            if (random.Next(10) < (step / 5000 % 2 == 0 ? 7 : 2))
            {
                tree = tree.Set(key, step);
                model[key] = step;
            }
            else
            {
                tree = tree.Remove(key);
                model.Remove(key);
            }

            Assert.Equal(model.Count, tree.Count);
            if (step % 250 == 0)
            {
                tree.Check();
                Assert.Equal(model.Select(m => (m.Key, m.Value)), Walk(tree));
            }
        }
    }

    [Fact]
    public void Remove_Everything_LeavesAnEmptyTree()
    {
        var tree = Of(Enumerable.Range(0, 3000));
        foreach (var key in Enumerable.Range(0, 3000).OrderBy(k => k * 7919 % 3000))
        {
            tree = tree.Remove(key);
            tree.Check();
        }

        Assert.Equal((0, 0), (tree.Count, tree.Depth));
    }

    [Fact]
    public void Set_OldVersion_IsUntouched()
    {
        var before = Of(Enumerable.Range(0, 1000));
        var expected = Walk(before).ToList();

        var after = before;
        foreach (var key in Enumerable.Range(0, 1000))
        {
            after = key % 3 == 0 ? after.Remove(key) : after.Set(key, -1).Set(key + 5000, -1);
        }

        Assert.Equal(expected, Walk(before));
        Assert.NotEqual(before.Count, after.Count);
    }

    [Fact]
    public void PositionOf_AnyKey_CountsTheSmallerOnes()
    {
        var tree = Of(Enumerable.Range(0, 2000).Select(k => k * 2));

        for (var key = -1; key < 4002; key++)
        {
            Assert.Equal(Math.Clamp((key + 1) / 2, 0, 2000), tree.PositionOf(key));
        }
    }

    [Fact]
    public void Set_KeysInOrder_FillsTheNodes()
    {
        var tree = Of(Enumerable.Range(0, 32 * 31));

        Assert.Equal(2, tree.Depth);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(1025)]
    [InlineData(5000)]
    public void FromSorted_IsATreeLikeAny_AndSelectKeepsItsKeys(int count)
    {
        var entries = Enumerable.Range(0, count).Select(k => new TreeEntry<int, int>(k, k)).ToArray();

        var tree = SortedTree<int, int, Ints>.FromSorted(entries);
        var selected = tree.Select(value => -value);

        tree.Check();
        selected.Check();
        Assert.Equal(Walk(Of(Enumerable.Range(0, count))), Walk(tree));
        Assert.Equal(Walk(tree).Select(e => (e.Item1, -e.Item2)), Walk(selected));
        Assert.Equal(count + 1, tree.Set(count, count).Count);
    }

    [Fact]
    public void Remove_NoSuchKey_GivesTheSameTree()
    {
        var tree = Of(Enumerable.Range(0, 100));

        Assert.Equal(tree, tree.Remove(1000));
    }

    private static SortedTree<int, int, Ints> Of(IEnumerable<int> keys) =>
        keys.Aggregate(default(SortedTree<int, int, Ints>), (tree, key) => tree.Set(key, key));

    private static IEnumerable<(int, int)> Walk(SortedTree<int, int, Ints> tree)
    {
        for (var position = 0; position < tree.Count; position++)
        {
            var entry = tree.LeafAt(position, out var offset)[offset];
            yield return (entry.Key, entry.Value);
        }
    }
}
