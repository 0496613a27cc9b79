namespace KubeEmulator.Schemas;

/// <summary>The texts of strict decoding.</summary>
internal static class StrictErrors
{
    /// <summary><c>unknown field "spec.foo"</c>.</summary>
    public static string Unknown(string path) => $"unknown field \"{path}\"";

    /// <summary><c>duplicate field "spec.foo"</c>.</summary>
    public static string Duplicate(string path) => $"duplicate field \"{path}\"";

    /// <summary>The path that such a text names.</summary>
    public static string PathOf(string error) => error[(error.IndexOf('"', StringComparison.Ordinal) + 1)..^1];
}
