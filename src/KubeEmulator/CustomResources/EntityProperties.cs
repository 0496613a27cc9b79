using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KubeEmulator.CustomResources;

/// <summary>The properties of a class as its JSON has them.</summary>
internal static class EntityProperties
{
    /// <summary>Public properties with their JSON names, as they are declared; without those that are left out of JSON or of the schema.</summary>
    public static IEnumerable<(string Name, PropertyInfo Property)> Of(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.GetIndexParameters().Length == 0 && !IsLeftOut(p))
        .Select(p => (Name: NameOf(p), Property: p))
        .GroupBy(p => p.Name, StringComparer.Ordinal)

        // A property that hides an inherited one stands for both.
        .Select(same => same.OrderByDescending(p => Depth(p.Property.DeclaringType)).First());

    /// <summary>The property's JSON name: what <c>[JsonPropertyName]</c> says, camel case otherwise.</summary>
    public static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>An enum member's JSON name.</summary>
    public static string EnumName(Type type, string member) =>
        type.GetField(member)?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? member;

    /// <summary>Whether JSON null is a value of the property: it was declared with a question mark.</summary>
    public static bool IsNullable(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null
        || new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;

    private static bool IsLeftOut(PropertyInfo property) =>
        NamedAttributes.Has(property, "Ignore") || property.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Always };

    private static int Depth(Type? type)
    {
        var depth = 0;
        for (; type is not null; type = type.BaseType)
        {
            depth++;
        }

        return depth;
    }
}
