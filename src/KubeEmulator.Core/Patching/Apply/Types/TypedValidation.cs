using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>Whether a value fits its type (structured-merge-diff <c>typed/validate.go</c>).</summary>
internal static class TypedValidation
{
    /// <summary>Checks a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">Its type.</param>
    /// <param name="allowDuplicates">Whether an associative list may hold the same key twice, as a stored object may.</param>
    /// <exception cref="TypeFaultException">It does not fit; all faults are told at once.</exception>
    public static void Check(Value value, OwnershipType type, bool allowDuplicates)
    {
        var faults = new TypeFaults();
        Check(value, type, allowDuplicates, faults);
        faults.ThrowIfAny();
    }

    /// <summary>Whether a value, in which keys may repeat, fits its type.</summary>
    public static bool Fits(Value value, OwnershipType type)
    {
        var faults = new TypeFaults();
        Check(value, type, allowDuplicates: true, faults);
        return faults.Count == 0;
    }

    private static void Check(Value value, OwnershipType type, bool allowDuplicates, TypeFaults faults)
    {
        var shapes = type.Deduce(value);
        if (shapes.Allow(OwnershipShapes.Map))
        {
            if (value is MapValue map)
            {
                CheckMap(map, type, allowDuplicates, faults);
            }
            else if (value is not NullValue)
            {
                faults.Add($"expected map, got {TypedScalar.Printed(value)}");
            }
        }
        else if (shapes.Allow(OwnershipShapes.Scalar))
        {
            if (TypedScalar.FaultOf(type.Scalar, value) is { } fault)
            {
                faults.Add(fault);
            }
        }
        else if (value is ListValue list)
        {
            CheckList(list, type, allowDuplicates, faults);
        }
        else if (value is not NullValue)
        {
            faults.Add($"expected list, got {TypedScalar.Printed(value)}");
        }
    }

    private static void CheckMap(MapValue map, OwnershipType type, bool allowDuplicates, TypeFaults faults)
    {
        for (var i = 0; i < map.Count; i++)
        {
            var member = type.TypeOf(map.Keys[i]);
            faults.Enter(PathElement.Field(map.Keys[i]));
            if (member is null)
            {
                faults.Add("field not declared in schema");
            }
            else
            {
                Check(map.Values[i], member, allowDuplicates, faults);
            }

            faults.Leave();
            if (member is null)
            {
                // Upstream stops at the first one of a map.
                return;
            }
        }
    }

    private static void CheckList(ListValue list, OwnershipType type, bool allowDuplicates, TypeFaults faults)
    {
        var seen = type.IsAtomicList ? null : new HashSet<PathElement>(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            var element = PathElement.Index(i);
            if (seen is not null)
            {
                if (ListItems.TryElementOf(type, list[i], out var fault) is not { } key)
                {
                    faults.Add($"element {i}: {fault}");
                    return;
                }

                element = key;
                if (!seen.Add(key) && !allowDuplicates)
                {
                    faults.Add($"duplicate entries for key {key}");
                }
            }

            if (type.Element is { } item)
            {
                faults.Enter(element);
                Check(list[i], item, allowDuplicates, faults);
                faults.Leave();
            }
        }
    }
}
