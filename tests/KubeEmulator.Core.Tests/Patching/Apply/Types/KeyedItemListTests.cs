using KubeEmulator.Patching.Apply;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching.Apply.Types;

public sealed class KeyedItemListTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(40)]
    public void Items_AreFoundByKey_InTheirOrder(int count)
    {
        var list = new KeyedItemList(count * 2);
        for (var i = 0; i < count; i++)
        {
            list.Add(Key(i), NumberValue.Of(i));
        }

        for (var i = 0; i < count; i += 2)
        {
            list.Add(Key(i), NumberValue.Of(-i));
        }

        Assert.Equal(count, list.Count);
        Assert.Null(list.Find(Key(count)));
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(Key(i), list[i].Element);
            Assert.Equal(NumberValue.Of(i), list.Find(Key(i))!.First);
            Assert.Equal(i % 2 == 0 ? 2 : 1, list.Find(Key(i))!.Count);
        }
    }

    private static PathElement Key(int number) => PathElement.Field($"item-{number}");
}
