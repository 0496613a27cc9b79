using KubeEmulator.Storage;

namespace KubeEmulator.Core.Tests.Storage;

public sealed class PathOrderTests
{
    private static readonly string[] Parts = ["a", "a-b", "a.b", "a0", "ab", "b", "default", "default-2", "kube-system", "kube-system-x"];

    [Fact]
    public void Compare_AnyTwoPaths_OrdersAsTheirKeys()
    {
        ObjectPath[] paths = [.. from ns in Parts from name in Parts select new ObjectPath(ns, name)];

        foreach (var x in paths)
        {
            foreach (var y in paths)
            {
                // Other string instances, as a request brings them.
                var other = new ObjectPath(new string(y.Namespace), y.Name);
                Assert.Equal(Math.Sign(string.CompareOrdinal(x.ToString(), y.ToString())), Math.Sign(default(PathOrder).Compare(x, other)));
            }
        }
    }

    [Theory]
    [InlineData("", "node-1", "node-1")]
    [InlineData("default", "web", "default/web")]
    public void Parse_Path_IsTheReverseOfToString(string @namespace, string name, string text)
    {
        Assert.Equal(text, new ObjectPath(@namespace, name).ToString());
        Assert.Equal(new ObjectPath(@namespace, name), ObjectPath.Parse(text));
    }
}
