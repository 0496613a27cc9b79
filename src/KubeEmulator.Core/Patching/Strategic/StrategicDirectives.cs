using KubeEmulator.Values;

namespace KubeEmulator.Patching.Strategic;

/// <summary>The members of a strategic merge patch that are instructions rather than data.</summary>
internal static class StrategicDirectives
{
    /// <summary>In a map: <see cref="Replace"/>, <see cref="Delete"/> or <see cref="Merge"/>.</summary>
    public const string Marker = "$patch";

    public const string Replace = "replace";
    public const string Delete = "delete";
    public const string Merge = "merge";

    /// <summary>The members that a union keeps.</summary>
    public const string RetainKeys = "$retainKeys";

    /// <summary>Before a slash and a member: the scalars that go from its list.</summary>
    public const string DeleteFromPrimitiveList = "$deleteFromPrimitiveList";

    /// <summary>Before a slash and a member: the order of its list.</summary>
    public const string SetElementOrder = "$setElementOrder";

    /// <summary>The member that a directive such as <c>$setElementOrder/ports</c> is about; null where it names none.</summary>
    public static string? TargetOf(string key, string directive)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash == directive.Length && key.StartsWith(directive, StringComparison.Ordinal) ? key[(slash + 1)..] : null;
    }

    /// <summary>The value as data; null for a map that is itself an instruction.</summary>
    public static Value? WithoutDirectives(Value value)
    {
        switch (value)
        {
            case MapValue map when map.ContainsKey(Marker):
                return null;
            case MapValue map:
                var members = map;
                foreach (var (key, member) in map)
                {
                    members = members.WithOptional(key, WithoutDirectives(member));
                }

                return members;
            case ListValue list:
                return ListValue.From(list.Select(WithoutDirectives).OfType<Value>());
            default:
                return value;
        }
    }

    /// <summary>The value without null members anywhere.</summary>
    public static Value WithoutNulls(Value value)
    {
        switch (value)
        {
            case MapValue map:
                var members = map;
                foreach (var (key, member) in map)
                {
                    members = member is NullValue ? members.Without(key) : members.With(key, WithoutNulls(member));
                }

                return members;
            case ListValue list:
                return list.Edit(WithoutNulls);
            default:
                return value;
        }
    }
}
