using System.Reflection;

namespace KubeEmulator.CustomResources;

/// <summary>What a model class says of its resource.</summary>
internal sealed record EntityType(Type Type, string Group, string Version, string Kind, string Plural)
{
    /// <summary>The definition's name.</summary>
    public string Name => $"{Plural}.{Group}";

    public string Scope { get; private init; } = "Namespaced";

    public IReadOnlyList<string> ShortNames { get; private init; } = [];

    public bool IsStored { get; private init; }

    /// <exception cref="CustomResourceTypeException">The class does not say enough.</exception>
    public static EntityType Of(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var entity = NamedAttributes.Find(type, "KubernetesEntity")
            ?? throw new CustomResourceTypeException(type, "", "it has no [KubernetesEntity(Group = ..., ApiVersion = ..., Kind = ...)].");
        var kind = Said(entity.Text("Kind"), type.Name);
        var group = Said(entity.Text("Group"), "");
        return group.Length == 0
            ? throw new CustomResourceTypeException(type, "", "its [KubernetesEntity] names no Group; custom resources need one, such as \"example.com\".")
            : new EntityType(type, group, Said(entity.Text("ApiVersion"), "v1"), kind, Lower(Said(entity.Text("PluralName"), $"{kind}s")))
            {
                Scope = Said(NamedAttributes.Find(type, "EntityScope")?.Text("Scope"), "Namespaced"),
                ShortNames = [.. NamedAttributes.All(type, "KubernetesEntityShortNames").SelectMany(a => a.Read("ShortNames") as IEnumerable<string> ?? [])],
                IsStored = NamedAttributes.Has(type, "StorageVersion"),
            };
    }

    /// <summary>The property under a JSON name, whatever its case in C#.</summary>
    public PropertyInfo? Property(string name) => EntityProperties.Of(Type).FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Property;

    internal static string Lower(string text) => text.ToLowerInvariant();

    private static string Said(string? text, string otherwise) => string.IsNullOrWhiteSpace(text) ? otherwise : text;
}
