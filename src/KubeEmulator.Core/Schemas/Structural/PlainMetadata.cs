using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// Sees at a glance that metadata already has the form in which custom resources store it: known members, each of its type and
/// not empty, sorted. Where it is not sure, <see cref="ObjectMetaDecoding"/> decodes it.
/// </summary>
internal static class PlainMetadata
{
    /// <summary>Whether decoding would certainly give the same.</summary>
    public static bool IsCertain(MapValue metadata)
    {
        if (!metadata.IsSorted)
        {
            return false;
        }

        foreach (var (key, value) in metadata)
        {
            if (!IsPlain(key, value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPlain(string key, Value value) => key switch
    {
        "name" or "generateName" or "namespace" or "uid" or "resourceVersion" or "selfLink" => IsText(value),
        "creationTimestamp" or "deletionTimestamp" => IsTime(value),
        "generation" => value is NumberValue { IsInteger: true } number && number.TryGetInt64(out var generation) && generation != 0,
        "deletionGracePeriodSeconds" => value is NumberValue { IsInteger: true },
        "labels" or "annotations" => value is MapValue { Count: > 0, IsSorted: true } map && AreTexts(map.Values),
        "finalizers" => value is ListValue { Count: > 0 } list && AreTexts(list.AsSpan()),
        "managedFields" => value is ListValue { Count: > 0 } entries && AreEntries(entries.AsSpan()),
        _ => false,
    };

    private static bool AreEntries(ReadOnlySpan<Value> entries)
    {
        foreach (var entry in entries)
        {
            if (entry is not MapValue { Count: > 0, IsSorted: true } map)
            {
                return false;
            }

            foreach (var (key, value) in map)
            {
                var plain = key switch
                {
                    "apiVersion" or "fieldsType" or "manager" or "operation" or "subresource" => IsText(value),
                    "time" => IsTime(value),
                    "fieldsV1" => value is MapValue { Count: > 0 } fields && IsSortedThroughout(fields),
                    _ => false,
                };
                if (!plain)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsSortedThroughout(MapValue map)
    {
        if (!map.IsSorted)
        {
            return false;
        }

        foreach (var value in map.Values)
        {
            if (value is not MapValue child || (child.Count > 0 && !IsSortedThroughout(child)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreTexts(ReadOnlySpan<Value> values)
    {
        foreach (var value in values)
        {
            if (value is not StringValue)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsText(Value value) => value is StringValue { Text.Length: > 0 };

    private static bool IsTime(Value value) => value is StringValue time && PlainTime.Is(time.Text);
}
