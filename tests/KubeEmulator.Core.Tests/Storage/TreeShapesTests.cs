using System.Reflection;
using KubeEmulator.Storage;

namespace KubeEmulator.Core.Tests.Storage;

public sealed class TreeShapesTests
{
    [Fact]
    public void All_HasBothNodesOfEachTreeOfASnapshot()
    {
        var fields = BindingFlags.Instance | BindingFlags.NonPublic;
        var trees = new[] { typeof(Snapshot), typeof(ResourceState), typeof(IndexSet) }
            .SelectMany(type => type.GetFields(fields))
            .Select(field => field.FieldType.IsArray ? field.FieldType.GetElementType()! : field.FieldType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(SortedTree<,,>));

        var nodes = trees.SelectMany(tree => new[] { typeof(TreeLeaf<,,>), typeof(TreeBranch<,,>) }.Select(node => node.MakeGenericType(tree.GetGenericArguments())));

        Assert.Equal(nodes.OrderBy(n => n.ToString()), TreeShapes.All.OrderBy(n => n.ToString()));
    }
}
