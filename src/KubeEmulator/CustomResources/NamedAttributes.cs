using System.Globalization;
using System.Reflection;
using KubeEmulator.Values;

namespace KubeEmulator.CustomResources;

/// <summary>Attributes by the names of their types, so that whose package they are from does not matter.</summary>
internal static class NamedAttributes
{
    public static bool Has(MemberInfo member, string name) => Find(member, name) is not null;

    public static Attribute? Find(MemberInfo member, string name) => All(member, name).FirstOrDefault();

    public static IEnumerable<Attribute> All(MemberInfo member, string name) =>
        member.GetCustomAttributes(inherit: false).OfType<Attribute>().Where(a => IsCalled(a.GetType(), name));

    /// <summary>Those of a class and then those of the classes it is made from, which KubeOps' rules and columns come from too.</summary>
    public static IEnumerable<Attribute> Inherited(Type type, string name)
    {
        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            foreach (var found in All(current, name))
            {
                yield return found;
            }
        }
    }

    /// <summary>The value of the first property that the attribute has under one of the names; null where it has none.</summary>
    public static object? Read(this Attribute attribute, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (attribute.GetType().GetProperty(name) is { } property)
            {
                return property.GetValue(attribute);
            }
        }

        return null;
    }

    public static string? Text(this Attribute attribute, params ReadOnlySpan<string> names) => attribute.Read(names) is { } value
        ? Convert.ToString(value, CultureInfo.InvariantCulture)
        : null;

    /// <summary>A bound; null where it is not set, which attributes write as null or -1.</summary>
    public static long? Bound(this Attribute attribute, params ReadOnlySpan<string> names) => attribute.Read(names) switch
    {
        null or -1 or -1L => null,
        var value => Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    /// <summary>A constant of C# as JSON.</summary>
    public static Value Json(object? constant) => constant switch
    {
        null => Value.Null,
        string text => text,
        bool truth => truth,
        Enum member => EntityProperties.EnumName(member.GetType(), member.ToString()),
        double or float or decimal => Number(Convert.ToDouble(constant, CultureInfo.InvariantCulture)),
        _ => NumberValue.Of(Convert.ToInt64(constant, CultureInfo.InvariantCulture)),
    };

    public static Value Number(double number) =>
        Math.Abs(number) < 1e15 && Math.Truncate(number) == number ? NumberValue.Of((long)number) : NumberValue.Of(number);

    // An attribute made from another stands for it, as the generic printer columns of KubeOps do.
    private static bool IsCalled(Type? attribute, string name)
    {
        for (; attribute is not null && attribute != typeof(Attribute); attribute = attribute.BaseType)
        {
            if (attribute.Name.Length == name.Length + "Attribute".Length && attribute.Name.StartsWith(name, StringComparison.Ordinal) && attribute.Name.EndsWith("Attribute", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
