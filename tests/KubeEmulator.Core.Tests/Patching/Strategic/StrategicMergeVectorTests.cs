using KubeEmulator.Objects;
using KubeEmulator.Patching.Strategic;
using KubeEmulator.Schemas;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching.Strategic;

/// <summary>The cases of the reference data: patches applied, and made from two or three documents.</summary>
public sealed class StrategicMergeVectorTests
{
    private static readonly Lazy<MapValue[]> Cases = new(() =>
        [.. TestYaml.ReadMap(File.ReadAllText(SharedReference.PathOf("reference", "strategic-merge-cases.yaml"))).Maps("cases")]);

    public static TheoryData<string, int> Vectors()
    {
        var data = new TheoryData<string, int>();
        for (var i = 0; i < (SharedReference.Root is null ? 1 : Cases.Value.Length); i++)
        {
            data.Add(SharedReference.Root is null ? "" : $"{Cases.Value[i].String("group")}: {Cases.Value[i].String("description")}", i);
        }

        return data;
    }

    [SharedTheory]
    [MemberData(nameof(Vectors))]
    public void Vector_GivesTheExpectedPatchAndDocument(string name, int index)
    {
        Assert.NotEmpty(name);
        foreach (var version in new[] { "", "-v3" })
        {
            Run(Cases.Value[index], version);
        }
    }

    private static void Run(MapValue vector, string version)
    {
        var group = vector.String("group")!;
        var schema = Load(group == "number-precision" ? "precision-item" : "merge-item", version);
        switch (group)
        {
            case "sort-merge-lists":
                AssertSame(vector.Map("sorted")!, MergeListSorting.Sort(vector.Map("original")!, schema));
                break;
            case "number-precision":
                CheckNumbers(vector, schema);
                break;
            case "custom" or "custom-raw":
                CheckApplication(vector, schema, isSorted: group == "custom");
                break;
            default:
                CheckTwoWay(vector, schema, isSorted: group == "create");
                CheckThreeWay(vector, schema, isSorted: group == "create");
                break;
        }
    }

    private static void CheckNumbers(MapValue vector, Schema schema)
    {
        var original = (MapValue)Value.Parse(vector.String("originalJSON")!);
        var patch = StrategicMergePatch.Create(original, (MapValue)Value.Parse(vector.String("modifiedJSON")!), schema);

        Assert.Equal(vector.String("twoWayJSON"), patch.ToString());
        Assert.Equal(vector.String("twoWayResultJSON"), StrategicMergePatch.Apply(original, patch, schema).ToString());
    }

    private static void CheckApplication(MapValue vector, Schema schema, bool isSorted)
    {
        var (original, patch) = (Document(vector, "original"), Document(vector, "twoWay"));
        if (vector.String("expectedError") is { } error)
        {
            Assert.Contains(error, Assert.Throws<ApiException>(() => StrategicMergePatch.Apply(original, patch, schema)).Message, StringComparison.Ordinal);
            return;
        }

        AssertSame(Expected("twoWayResult", "modified"), StrategicMergePatch.Apply(original, patch, schema));

        MapValue Document(MapValue map, string key) => Sorted(map.Map(key) ?? MapValue.Empty, schema, isSorted);

        MapValue Expected(params string[] keys) => Sorted(keys.Select(k => vector.Map(k)).OfType<MapValue>().FirstOrDefault() ?? MapValue.Empty, schema, isSorted);
    }

    private static void CheckTwoWay(MapValue vector, Schema schema, bool isSorted)
    {
        var original = Sorted(vector.Map("original") ?? MapValue.Empty, schema, isSorted);
        var modified = Sorted(vector.Map("modified") ?? MapValue.Empty, schema, isSorted);
        var patch = StrategicMergePatch.Create(original, modified, schema);

        AssertSame(Sorted(vector.Map("twoWay") ?? MapValue.Empty, schema, isSorted), patch);
        AssertSame(Sorted(vector.Map("twoWayResult") ?? vector.Map("modified") ?? MapValue.Empty, schema, isSorted), StrategicMergePatch.Apply(original, patch, schema));
    }

    private static void CheckThreeWay(MapValue vector, Schema schema, bool isSorted)
    {
        var original = Sorted(vector.Map("original") ?? MapValue.Empty, schema, isSorted);
        var modified = Sorted(vector.Map("modified") ?? MapValue.Empty, schema, isSorted);
        var current = Sorted(vector.Map("current") ?? MapValue.Empty, schema, isSorted);
        var patch = StrategicMergePatch.Create(original, modified, current, schema, overwrite: false);
        Assert.Equal(vector.String("description")!.Contains("conflict", StringComparison.Ordinal), patch is null);
        patch ??= StrategicMergePatch.Create(original, modified, current, schema, overwrite: true)!;
        if (vector.Map("result") is not { Count: > 0 } result)
        {
            return;
        }

        AssertSame(Sorted(vector.Map("threeWay") ?? MapValue.Empty, schema, isSorted), patch);
        AssertSame(Sorted(result, schema, isSorted), StrategicMergePatch.Apply(current, patch, schema));
    }

    private static MapValue Sorted(MapValue map, Schema schema, bool isSorted) => isSorted ? MergeListSorting.Sort(map, schema) : map;

    private static void AssertSame(Value expected, Value actual) => Assert.Equal(expected.ToString(), actual == expected ? expected.ToString() : actual.ToString());

    private static Schema Load(string type, string version)
    {
        var file = SharedReference.PathOf("reference", "strategic-merge", $"swagger-{type}{version}.json");
        return new SwaggerSchemas((MapValue)Value.Parse(File.ReadAllBytes(file)))[type == "merge-item" ? "mergeItem" : "precisionItem"];
    }
}
