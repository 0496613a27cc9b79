namespace KubeEmulator.Expressions;

/// <summary>Kubernetes' own types by their names.</summary>
internal static class CelKubernetesTypes
{
    public static readonly CelType Url = CelType.Named("kubernetes.URL");
    public static readonly CelType Quantity = CelType.Named("kubernetes.Quantity");
    public static readonly CelType Format = CelType.Named("kubernetes.NamedFormat");
    public static readonly CelType Semver = CelType.Named("kubernetes.Semver");
    public static readonly CelType Ip = CelType.Opaque("net.IP");
    public static readonly CelType Cidr = CelType.Opaque("net.CIDR");
    public static readonly CelType Authorizer = CelType.Named("kubernetes.authorization.Authorizer");
    public static readonly CelType PathCheck = CelType.Named("kubernetes.authorization.PathCheck");
    public static readonly CelType GroupCheck = CelType.Named("kubernetes.authorization.GroupCheck");
    public static readonly CelType ResourceCheck = CelType.Named("kubernetes.authorization.ResourceCheck");
    public static readonly CelType Decision = CelType.Named("kubernetes.authorization.Decision");

    public static readonly IReadOnlyList<CelType> All =
        [Url, Quantity, Format, Semver, Ip, Cidr, Authorizer, PathCheck, GroupCheck, ResourceCheck, Decision];

    /// <summary>The type of this name; names in signatures may leave out the prefix <c>kubernetes.authorization</c>.</summary>
    public static CelType Find(string name) =>
        All.FirstOrDefault(t => t.Name == name || t.Name == $"kubernetes.{name}" || t.Name == $"kubernetes.authorization.{name}")
        ?? throw new ArgumentException($"No type is called {name}.", nameof(name));
}
