using KubeEmulator.Objects;
using KubeEmulator.Patching;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching;

/// <summary>The public JSON Patch suite, with the places where the API server's library differs from the RFC.</summary>
public sealed class JsonPatchVectorTests
{
    // By patch, or document and patch: what the server's library (evanphx/json-patch v4) answers where the RFC says something else.
    private static readonly Dictionary<string, string> Differences = new()
    {
        // The document itself is no target of add.
        ["""[{"op":"add","path":"","value":[]}]"""] = "error",
        ["""[{"op":"add","path":"","value":{}}]"""] = "error",
        ["""[{"op":"add","path":"","value":{"baz":"qux"}}]"""] = "error",
        // Negative indices count from the end; -1 appends.
        ["""[{"op":"add","path":"/bar/-1","value":"5"}]"""] = """{"bar":[1,2,"5"]}""",
        // An absent value is null.
        ["""[{"op":"add","path":"/-"}]"""] = "[1,null]",
        ["""[{"op":"replace","path":"/0"}]"""] = "[null]",
        ["""[null] [{"op":"test","path":"/0"}]"""] = "[null]",
        // So is an absent source.
        ["""[{"op":"copy","from":"/bar","path":"/foo"}]"""] = """{"foo":null}""",
        // Leading zeros are digits.
        ["""[{"op":"test","path":"/00","value":"foo"}]"""] = """["foo","bar"]""",
        ["""[{"op":"test","path":"/01","value":"bar"}]"""] = """["foo","bar"]""",
    };

    public static TheoryData<string, int> Vectors()
    {
        var data = new TheoryData<string, int>();
        foreach (var file in new[] { "tests.json", "spec_tests.json" })
        {
            for (var i = 0; i < (SharedReference.Root is null ? 1 : Read(file).Count); i++)
            {
                data.Add(file, i);
            }
        }

        return data;
    }

    [SharedTheory]
    [MemberData(nameof(Vectors))]
    public void Vector_Applied_GivesTheExpectedDocument(string file, int index)
    {
        var vector = (MapValue)Read(file)[index];
        if (vector["doc"] is null || vector.Bool("disabled") == true)
        {
            return;
        }

        string actual;
        try
        {
            actual = JsonPatch.Apply(vector["doc"]!, JsonPatch.Read(vector["patch"]!)).ToString();
        }
        catch (ApiException)
        {
            actual = "error";
        }

        var expected = vector["error"] is not null ? "error" : (vector["expected"] ?? vector["doc"])!.ToString();
        var patch = vector["patch"]!.ToString();
        expected = Differences.GetValueOrDefault(patch) ?? Differences.GetValueOrDefault($"{vector["doc"]} {patch}") ?? expected;
        Assert.Equal(expected, actual == "error" ? actual : Canonical(actual, expected));
    }

    private static string Canonical(string actual, string expected) => expected != "error" && Value.Parse(actual) == Value.Parse(expected) ? expected : actual;

    private static ListValue Read(string file) => (ListValue)Value.Parse(File.ReadAllText(SharedReference.PathOf("reference", "json-patch", file)));
}
