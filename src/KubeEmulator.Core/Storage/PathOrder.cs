namespace KubeEmulator.Storage;

/// <summary>
/// The order of lists: that of etcd's keys, <c>namespace/name</c> as one string. So the namespace <c>a-b</c> comes before
/// <c>a</c>, because <c>-</c> and <c>.</c> are smaller than the slash. Cluster-scoped objects (no namespace) go by name alone.
/// </summary>
internal readonly struct PathOrder : IComparer<ObjectPath>
{
    public int Compare(ObjectPath x, ObjectPath y)
    {
        var byNamespace = CompareNamespaces(x.Namespace, y.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(x.Name, y.Name);
    }

    public static int CompareNamespaces(string x, string y)
    {
        // Namespaces are shared strings most of the time.
        if (ReferenceEquals(x, y))
        {
            return 0;
        }

        var common = x.AsSpan().CommonPrefixLength(y);
        if (common == x.Length && common == y.Length)
        {
            return 0;
        }

        return After(x, common) - After(y, common);
    }

    /// <summary>What follows the common part: the slash where the namespace ends there, and the start where there is none.</summary>
    private static int After(string @namespace, int index) =>
        index < @namespace.Length ? @namespace[index] : @namespace.Length == 0 ? -1 : '/';
}
