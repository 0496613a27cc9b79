using System.Reflection;
using KubeEmulator.CustomResources;
using KubeEmulator.Values;

namespace KubeEmulator;

/// <summary>
/// CustomResourceDefinitions from model classes, decorated the way C# operators do it: the official client's
/// <c>[KubernetesEntity]</c> and KubeOps' attributes, read by their names, so that nothing depends on either package. The schemas
/// are those that KubeOps writes. See <c>docs/custom-resources.md</c> for the attributes.
/// </summary>
public static class CustomResourceDefinitions
{
    /// <summary>The definition of one type, as YAML.</summary>
    /// <exception cref="CustomResourceTypeException">The type cannot become a definition.</exception>
    public static string FromType<T>() => FromTypes(typeof(T));

    /// <summary>
    /// The definitions of several types, as YAML documents. Types of the same group and plural are versions of one definition: the
    /// one with <c>[StorageVersion]</c> is stored, otherwise the best (<c>v2</c> before <c>v1</c> before <c>v1beta1</c>).
    /// </summary>
    /// <exception cref="CustomResourceTypeException">A type cannot become a definition, or two contradict each other.</exception>
    public static string FromTypes(params IReadOnlyList<Type> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        var documents = types.Distinct().Select(EntityType.Of).GroupBy(e => e.Name, StringComparer.Ordinal).Select(same => YamlText.Write(EntityDefinition.Write([.. same])));
        return string.Join("---\n", documents);
    }

    /// <summary>The definitions of all types of an assembly that have <c>[KubernetesEntity]</c> and no <c>[Ignore]</c>, as YAML documents.</summary>
    /// <exception cref="CustomResourceTypeException">There is no such type, or one cannot become a definition.</exception>
    public static string FromAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return FromTypes(EntityTypes(assembly));
    }

    internal static IReadOnlyList<Type> EntityTypes(Assembly assembly)
    {
        Type[] types = [.. assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false } && NamedAttributes.Has(t, "KubernetesEntity") && !NamedAttributes.Has(t, "Ignore"))
            .OrderBy(t => t.FullName, StringComparer.Ordinal)];
        return types.Length > 0
            ? types
            : throw new CustomResourceTypeException($"{assembly.GetName().Name} has no class with [KubernetesEntity]: give the assembly with the models, or name a type.");
    }
}
