namespace KubeEmulator.Objects;

/// <summary>Where an object stands: its resource, namespace (empty for cluster-scoped ones) and name.</summary>
public readonly record struct ObjectKey(GroupResource Resource, string Namespace, string Name)
{
    /// <summary>A key of a namespaced object.</summary>
    public ObjectKey(string group, string resource, string @namespace, string name)
        : this(new GroupResource(group, resource), @namespace, name)
    {
    }

    /// <summary><c>pods default/web-1</c>.</summary>
    public override string ToString() => Namespace.Length == 0 ? $"{Resource} {Name}" : $"{Resource} {Namespace}/{Name}";
}
