using KubeEmulator.Api;

namespace KubeEmulator.Objects;

/// <summary>What people call a resource, as kubectl understands it: kind, plural, singular, short name, each also with <c>.group</c> or <c>.version.group</c>.</summary>
internal static class ResourceNames
{
    /// <summary>The resource that a word means.</summary>
    /// <exception cref="ArgumentException">Nothing served is called so.</exception>
    public static ResourceType Resolve(ResourceCatalog catalog, string word)
    {
        var dot = word.IndexOf('.', StringComparison.Ordinal);
        var (name, rest) = dot < 0 ? (word, "") : (word[..dot], word[(dot + 1)..]);
        return catalog.Types
            .Where(type => IsCalled(type, name) && (rest.Length == 0 || rest == type.Group || rest == $"{type.Version}.{type.Group}" || (type.Group.Length == 0 && rest == type.Version)))

            // As discovery lists them: the core group first, built-in before custom, and of a group the version that is stored.
            .OrderBy(type => type.Group.Length == 0 ? 0 : type.IsCustom ? 2 : 1)
            .ThenBy(type => type.GroupVersion == type.StorageVersion ? 0 : 1)
            .ThenBy(type => type.Group == "events.k8s.io" ? 1 : 0)
            .FirstOrDefault()
            ?? throw new ArgumentException($"The cluster serves no resource called \"{word}\". Kinds, plurals, singulars and short names are understood, with \".group\" behind where two groups have the same; a custom resource needs its definition first.", nameof(word));
    }

    private static bool IsCalled(ResourceType type, string name) =>
        name.Equals(type.Kind, StringComparison.OrdinalIgnoreCase)
        || name.Equals(type.Plural, StringComparison.OrdinalIgnoreCase)
        || name.Equals(type.Singular, StringComparison.OrdinalIgnoreCase)
        || type.ShortNames.Contains(name, StringComparer.OrdinalIgnoreCase);
}
