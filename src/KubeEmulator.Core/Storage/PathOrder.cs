namespace KubeEmulator.Storage;

/// <summary>
/// The order of lists: that of etcd's keys, <c>namespace/name</c> as one string. So the namespace <c>a-b</c> comes before
/// <c>a</c>, because <c>-</c> and <c>.</c> are smaller than the slash. Cluster-scoped objects (no namespace) go by name alone.
/// </summary>
internal readonly struct PathOrder : IComparer<ObjectPath>
{
    public int Compare(ObjectPath x, ObjectPath y)
    {
        // Stored paths share their namespace's string, so most comparisons touch names only.
        if (!ReferenceEquals(x.Namespace, y.Namespace))
        {
            var byNamespace = CompareNamespaces(x.Namespace, y.Namespace);
            if (byNamespace != 0)
            {
                return byNamespace;
            }
        }

        return string.CompareOrdinal(x.Name, y.Name);
    }

    private static int CompareNamespaces(string x, string y)
    {
        if (x.Length == y.Length)
        {
            return string.CompareOrdinal(x, y);
        }

        var common = x.AsSpan().CommonPrefixLength(y);
        return After(x, common) - After(y, common);
    }

    /// <summary>What follows the common part: the slash where the namespace ends there; cluster-scoped objects come first.</summary>
    private static int After(string @namespace, int index) =>
        index < @namespace.Length ? @namespace[index] : @namespace.Length == 0 ? -1 : '/';
}
