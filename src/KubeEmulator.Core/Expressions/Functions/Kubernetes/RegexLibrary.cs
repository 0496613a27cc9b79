using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>Kubernetes' pattern functions (apiserver pkg/cel/library/regex.go).</summary>
internal static class RegexLibrary
{
    public static IEnumerable<CelFunction> All =>
    [
        Function("find", Member("string_find_string", "string, string -> string", CelRegexFunctions.Find)),
        Function(
            "findAll",
            Member("string_find_all_string", "string, string -> list(string)", CelRegexFunctions.FindAll),
            Member("string_find_all_string_int", "string, string, int -> list(string)", CelRegexFunctions.FindAll)),
    ];
}
