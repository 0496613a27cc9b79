using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>Semantic versions (apiserver pkg/cel/library/semverlib.go, version 1).</summary>
internal static class SemverLibrary
{
    public static IEnumerable<CelFunction> All =>
    [
        Function(
            "semver",
            Global("string_to_semver", "string -> Semver", a => Parse(a[0], normalize: false)),
            Global("string_bool_to_semver", "string, bool -> Semver", a => Parse(a[0], ((CelBool)a[1]).Value))),
        Function(
            "isSemver",
            Global("is_semver_string", "string -> bool", a => CelBool.Of(Parse(a[0], normalize: false) is CelSemver)),
            Global("is_semver_string_bool", "string, bool -> bool", a => CelBool.Of(Parse(a[0], ((CelBool)a[1]).Value) is CelSemver))),
        Function("isGreaterThan", Member("semver_is_greater_than", "Semver, Semver -> bool", a => CelBool.Of(Order(a) > 0))),
        Function("isLessThan", Member("semver_is_less_than", "Semver, Semver -> bool", a => CelBool.Of(Order(a) < 0))),
        Function("compareTo", Member("semver_compare_to", "Semver, Semver -> int", a => CelInt.Of(Math.Sign(Order(a))))),
        Function("major", Member("semver_major", "Semver -> int", a => CelInt.Of((long)Of(a[0]).Major))),
        Function("minor", Member("semver_minor", "Semver -> int", a => CelInt.Of((long)Of(a[0]).Minor))),
        Function("patch", Member("semver_patch", "Semver -> int", a => CelInt.Of((long)Of(a[0]).Patch))),
    ];

    private static SemanticVersion Of(CelValue value) => ((CelSemver)value).Version;

    private static int Order(CelValue[] a) => Of(a[0]).CompareTo(Of(a[1]));

    private static CelValue Parse(CelValue text, bool normalize)
    {
        var written = ((CelString)text).Text;
        var version = normalize ? SemanticVersion.ParseNormalized(written, out var error) : SemanticVersion.Parse(written, out error);
        return version is null ? new CelError(error) : new CelSemver(version);
    }
}
