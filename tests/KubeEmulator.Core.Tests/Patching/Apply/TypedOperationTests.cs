using KubeEmulator.Patching.Apply;
using KubeEmulator.Schemas;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching.Apply;

/// <summary>The operations on a value with its type; the golden cases are those of structured-merge-diff's typed tests.</summary>
public sealed class TypedOperationTests
{
    private static string Folder { get; } = Path.Combine(SharedReference.RepositoryRoot, "tests", "Golden", "Patching", "Typed");

    public static TheoryData<string, string, int> Cases()
    {
        var data = new TheoryData<string, string, int>();
        foreach (var file in new[] { "merge", "compare", "fields", "remove", "reconcile" })
        {
            foreach (var group in Read(file))
            {
                for (var i = 0; i < group.List("items")!.Count; i++)
                {
                    data.Add(file, group.String("name")!, i);
                }
            }
        }

        return data;
    }

    public static TheoryData<string> ValidationGroups() => [.. Read("validate").Select(g => g.String("name")!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operation_GivesTheExpectedResult(string operation, string group, int index)
    {
        var found = Read(operation).First(g => g.String("name") == group);
        var type = TypeOf(found);
        var item = (MapValue)found.List("items")![index];
        switch (operation)
        {
            case "merge":
                AssertSame(item["merged"]!, TypedMerge.Merge(item["live"]!, item["applied"]!, type));
                break;
            case "compare":
                Compare(item, type);
                break;
            case "fields":
                AssertSame(item["fields"]!, TypedFields.Of(item["value"]!, type).FieldsV1);
                break;
            case "remove":
                Remove(item, type);
                break;
            default:
                var fields = FieldsV1Text.Read(item.Map("fields")!);
                AssertSame(item.Map("reconciled") ?? fields.FieldsV1, FieldSetReconciliation.Reconcile(fields, type).FieldsV1);
                break;
        }
    }

    [Theory]
    [MemberData(nameof(ValidationGroups))]
    public void Validation_TellsWhatFits(string group)
    {
        var found = Read("validate").First(g => g.String("name") == group);
        var type = TypeOf(found);
        foreach (var value in found.List("valid") ?? ListValue.Empty)
        {
            TypedValidation.Check(value, type, allowDuplicates: false);
        }

        foreach (var value in found.List("invalid") ?? ListValue.Empty)
        {
            Assert.Throws<TypeFaultException>(() => TypedValidation.Check(value, type, allowDuplicates: true));
        }

        foreach (var value in found.List("duplicates") ?? ListValue.Empty)
        {
            TypedValidation.Check(value, type, allowDuplicates: true);
            Assert.Throws<TypeFaultException>(() => TypedValidation.Check(value, type, allowDuplicates: false));
        }
    }

    private static void Compare(MapValue item, OwnershipType type)
    {
        var changes = TypedComparison.Compare(item["before"]!, item["after"]!, type);
        AssertSame(item["removed"]!, changes.Removed.FieldsV1);
        AssertSame(item["modified"]!, changes.Modified.FieldsV1);
        AssertSame(item["added"]!, changes.Added.FieldsV1);

        // The other way round, what was added is removed.
        var back = TypedComparison.Compare(item["after"]!, item["before"]!, type);
        AssertSame(item["added"]!, back.Removed.FieldsV1);
        AssertSame(item["modified"]!, back.Modified.FieldsV1);
        AssertSame(item["removed"]!, back.Added.FieldsV1);
    }

    private static void Remove(MapValue item, OwnershipType type)
    {
        var fields = FieldsV1Text.Read(item.Map("fields")!);
        if (item["without"] is not StringValue { Text: "@unparseable" })
        {
            AssertSame(item["without"]!, TypedRemoval.Without(item["value"]!, fields, type));
        }

        if (item["only"] is not StringValue { Text: "@unparseable" })
        {
            AssertSame(item["only"]!, TypedRemoval.Only(item["value"]!, fields, type));
        }
    }

    private static void AssertSame(Value expected, Value actual) => Assert.Equal(expected.ToString(), actual == expected ? expected.ToString() : actual.ToString());

    private static OwnershipType TypeOf(MapValue group) =>
        OwnershipType.Of(group.Map("schema") is { } schema ? new SmdSchemas(schema)[group.String("type")!] : Schema.Any);

    private static IEnumerable<MapValue> Read(string file) => ((ListValue)Value.Parse(File.ReadAllBytes(Path.Combine(Folder, file + ".json")))).OfType<MapValue>();
}
