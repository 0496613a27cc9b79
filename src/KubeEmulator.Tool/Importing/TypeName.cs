namespace KubeEmulator.Tool.Importing;

/// <summary>The parts of an OpenAPI definition's name: <c>io.k8s.api.apps.v1.DeploymentSpec</c>.</summary>
internal static class TypeName
{
    public static string ShortOf(string name) => name[(name.LastIndexOf('.') + 1)..];

    public static string PackageOf(string name) => name[..name.LastIndexOf('.')];

    /// <summary>The fact file that holds the type: <c>apps</c>, <c>core</c>, <c>meta</c>, ...</summary>
    public static string FileOf(string name)
    {
        var parts = name.Split('.');
        return name.StartsWith("io.k8s.apimachinery.", StringComparison.Ordinal) ? "meta" : parts[^3];
    }

    /// <summary>The type as Go prints it: <c>v1.DeploymentSpec</c>.</summary>
    public static string GoOf(string name)
    {
        var parts = name.Split('.');
        return $"{parts[^2]}.{parts[^1]}";
    }
}
