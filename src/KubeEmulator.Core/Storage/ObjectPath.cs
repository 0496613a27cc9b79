namespace KubeEmulator.Storage;

/// <summary>Where an object stands within its resource.</summary>
internal readonly record struct ObjectPath(string Namespace, string Name)
{
    /// <summary><c>ns/name</c>, or the name alone for cluster-scoped objects: what a continue token carries.</summary>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";

    /// <summary>The reverse of <see cref="ToString"/>. A name may hold no slash.</summary>
    public static ObjectPath Parse(string path) =>
        path.IndexOf('/') is var slash and >= 0 ? new(path[..slash], path[(slash + 1)..]) : new("", path);
}
