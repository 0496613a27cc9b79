using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>How the items of an associative list are told apart (structured-merge-diff <c>typed/helpers.go</c>).</summary>
internal static class ListItems
{
    /// <summary>The element of an item.</summary>
    /// <exception cref="TypeFaultException">The item has no key.</exception>
    public static PathElement ElementOf(OwnershipType list, Value item)
    {
        var element = TryElementOf(list, item, out var fault);
        return element ?? throw new TypeFaultException(fault!);
    }

    /// <summary>The element of an item, or why it has none.</summary>
    public static PathElement? TryElementOf(OwnershipType list, Value item, out string? fault)
    {
        fault = null;
        if (list.ListKeys.Count > 0)
        {
            return KeyOf(list, item, out fault);
        }

        fault = item switch
        {
            MapValue => "associative list without keys has an element that's a map type",
            ListValue => "not supported: associative list with lists as elements",
            NullValue => "associative list without keys has an element that's an explicit null",
            _ => null,
        };
        return fault is null ? PathElement.ValueOf(item) : null;
    }

    private static PathElement? KeyOf(OwnershipType list, Value item, out string? fault)
    {
        fault = null;
        if (item is not MapValue map)
        {
            fault = item is NullValue
                ? "associative list with keys may not have a null element"
                : "associative list with keys may not have non-map elements";
            return null;
        }

        var keys = new KeyField[list.ListKeys.Count];
        var count = 0;
        foreach (var name in list.ListKeys)
        {
            // A key left out without default is simply not part of the item's key.
            if ((map[name] ?? list.Element?.KeyDefault(name)) is { } value)
            {
                keys[count++] = new KeyField(name, value);
            }
        }

        if (count == 0)
        {
            var names = string.Join(' ', list.ListKeys.Select(GoText.Quote));
            fault = $"associative list with keys has an element that omits all key fields [{names}] (and doesn't have default values for any key fields)";
            return null;
        }

        return PathElement.Key(count == keys.Length ? keys : keys[..count]);
    }
}
