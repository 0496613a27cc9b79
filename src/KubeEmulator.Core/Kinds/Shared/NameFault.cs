using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>The rules for names that kinds choose from; a prefix is judged as if it went on.</summary>
internal static class NameFault
{
    /// <summary>A DNS label (RFC 1123).</summary>
    public static IReadOnlyList<string> Label(string name, bool prefix) => NameRules.CheckDns1123Label(prefix ? NameRules.MaskTrailingDash(name) : name);

    /// <summary>A DNS label that begins with a letter (RFC 1035).</summary>
    public static IReadOnlyList<string> Label1035(string name, bool prefix) => NameRules.CheckDns1035Label(prefix ? NameRules.MaskTrailingDash(name) : name);

    /// <summary>Anything that can stand in a URL path.</summary>
    public static IReadOnlyList<string> PathSegment(string name, bool prefix) => NameRules.CheckPathSegment(name, prefix);
}
