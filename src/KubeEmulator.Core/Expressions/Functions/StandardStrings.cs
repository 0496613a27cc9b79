using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>Sizes and text tests (cel-go common/stdlib).</summary>
internal static class StandardStrings
{
    public static IEnumerable<CelFunction> All =>
    [
        Single(
            "size",
            a => a[0].Size is var size and >= 0 ? CelInt.Of(size) : CelArithmetic.NoOperator("size", a[0]),
            Global("size_bytes", "bytes -> int"),
            Member("bytes_size", "bytes -> int"),
            Global("size_list", "list(A) -> int"),
            Member("list_size", "list(A) -> int"),
            Global("size_map", "map(A, B) -> int"),
            Member("map_size", "map(A, B) -> int"),
            Global("size_string", "string -> int"),
            Member("string_size", "string -> int")),
        Test("contains", "contains_string", (text, part) => text.Contains(part, StringComparison.Ordinal)),
        Test("endsWith", "ends_with_string", (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
        Test("startsWith", "starts_with_string", (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
        Single(
            "matches",
            CelRegexFunctions.Matches,
            Global("matches", "string, string -> bool"),
            Member("matches_string", "string, string -> bool")),
    ];

    private static CelFunction Test(string name, string id, Func<string, string, bool> holds) => Single(
        name,
        a => a is [CelString text, CelString part] ? CelBool.Of(holds(text.Text, part.Text)) : CelError.NoSuchOverload,
        Member(id, "string, string -> bool"));
}
