using KubeEmulator.Patching.Apply;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching.Apply;

/// <summary>Owners carried to and from a scale, and the cap on updaters; the golden cases are those of apimachinery's managedfields tests.</summary>
public sealed class ManagedFieldsGoldenTests
{
    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach (var file in new[] { "to-scale", "to-parent", "cap" })
        {
            for (var i = 0; i < Read(file).Count; i++)
            {
                data.Add(file, i);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case_GivesTheExpectedEntries(string file, int index)
    {
        var found = (MapValue)Read(file)[index];
        var actual = file switch
        {
            "to-scale" => Scale(found).ToScale(found.List("parent")),
            "to-parent" => Scale(found).ToParent(found.List("parent"), found.List("scale")),
            _ => Capped(found.List("before")!),
        };

        Assert.Equal(found["expected"]?.ToString() ?? "null", actual is null ? "null" : actual == found["expected"] ? found["expected"]!.ToString() : actual.ToString());
    }

    private static ListValue? Capped(ListValue before)
    {
        var owners = ManagedFields.Read(before);
        UpdateCap.Enforce(owners, max: 3);
        return ManagedFields.Write(owners, before);
    }

    private static ScaleOwnership Scale(MapValue found) => new(
        found.String("version")!,
        found.Map("paths")!.ToDictionary(p => p.Key, p => (p.Value as ListValue)?.OfType<StringValue>().Select(s => s.Text).ToArray()));

    private static ListValue Read(string file) =>
        (ListValue)Value.Parse(File.ReadAllBytes(Path.Combine(SharedReference.RepositoryRoot, "tests", "Golden", "Patching", "ManagedFields", file + ".json")));
}
