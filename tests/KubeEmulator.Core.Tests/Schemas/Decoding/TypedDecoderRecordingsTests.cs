using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Schemas;

/// <summary>What the genuine server wrote is already in stored form: decoding it must give back the same reference.</summary>
public sealed class TypedDecoderRecordingsTests
{
    public static TheoryData<string> Groups => ["kinds", "validation", "subresources", "admission", "selectors", "served", "controllers", "scheduler", "rbac"];

    [SharedTheory]
    [MemberData(nameof(Groups))]
    public void ServedObjects_AreAlreadyInStoredForm(string group)
    {
        var seen = 0;
        var differences = new List<string>();
        foreach (var file in Directory.GetFiles(SharedReference.PathOf("wire", "golden", group), "*.json").Order(StringComparer.Ordinal))
        {
            if (Value.Parse(File.ReadAllBytes(file)).At("response", "body") is MapValue body)
            {
                seen += Check(file, body, differences);
            }
        }

        Assert.True(seen > 0);
        Assert.Equal([], differences);
    }

    private static int Check(string file, MapValue body, List<string> differences)
    {
        var version = GroupVersion.Parse(body.StringOrEmpty("apiVersion"));
        var kind = new GroupVersionKind(version.Group, version.Version, body.StringOrEmpty("kind"));
        if (BuiltInResources.For(kind) is null && BuiltInResources.For(kind with { Kind = kind.Kind.Replace("List", "", StringComparison.Ordinal) }) is null)
        {
            return 0;
        }

        var outcome = TypedDecoder.Decode(body, BuiltInSchemas.For(kind)!);
        if (outcome.Error is not null || outcome.StrictErrors.Count > 0 || !ReferenceEquals(outcome.Document, body))
        {
            differences.Add($"{Path.GetFileName(file)}: {outcome.Error}{string.Join(", ", outcome.StrictErrors)} {FirstDifference(body, outcome.Document, "")}");
        }

        return 1;
    }

    private static string FirstDifference(Value before, Value after, string at)
    {
        if (before is MapValue a && after is MapValue b)
        {
            if (!a.Keys.SequenceEqual(b.Keys))
            {
                return $"{at}: {string.Join(',', a.Keys.ToArray())} became {string.Join(',', b.Keys.ToArray())}";
            }

            return a.Select(m => FirstDifference(m.Value, b[m.Key]!, $"{at}.{m.Key}")).FirstOrDefault(d => d.Length > 0) ?? "";
        }

        if (before is ListValue c && after is ListValue d && c.Count == d.Count)
        {
            return c.Select((item, i) => FirstDifference(item, d[i], $"{at}[{i}]")).FirstOrDefault(x => x.Length > 0) ?? "";
        }

        return ReferenceEquals(before, after) || before.Equals(after) ? "" : $"{at}: {before} became {after}";
    }
}
