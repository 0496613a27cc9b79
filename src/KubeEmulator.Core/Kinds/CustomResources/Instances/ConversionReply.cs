using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// What a conversion webhook may answer: an object of the wanted version that is still the same object. Of the metadata only labels
/// and annotations are its own. Upstream: <c>webhook_converter.go</c> (getConvertedObjectsFromResponse, validateConvertedObject,
/// restoreObjectMeta).
/// </summary>
internal static class ConversionReply
{
    private static readonly (string Member, string Name)[] Identity = [("name", "name"), ("namespace", "namespace"), ("uid", "UID")];

    /// <summary>Why the review is no success; null where it is one.</summary>
    public static string? Fault(MapValue review, string version, string uid)
    {
        var wanted = $"apiextensions.k8s.io/{version}, Kind=ConversionReview";
        var got = $"{review.StringOrEmpty("apiVersion")}, Kind={review.StringOrEmpty("kind")}";
        var response = review.Map("response");
        if (version == "v1" && got != wanted)
        {
            return $"expected webhook response of {wanted}, got {got}";
        }

        if (response is null)
        {
            return "no response provided";
        }

        if (version == "v1" && response.StringOrEmpty("uid") != uid)
        {
            return $"expected response.uid={GoText.Quote(uid)}, got {GoText.Quote(response.StringOrEmpty("uid"))}";
        }

        var result = response.Map("result") ?? MapValue.Empty;
        return result.StringOrEmpty("status") == "Success" ? null
            : result.StringOrEmpty("message") is { Length: > 0 } message ? message
            : $"response.result.status was '{result.StringOrEmpty("status")}', not 'Success'";
    }

    /// <summary>The converted object with the metadata of the original; null with the reason where it is not acceptable.</summary>
    public static MapValue? Accept(MapValue original, Value answer, string apiVersion, out string refusal)
    {
        refusal = "";
        if (answer is not MapValue converted || converted.StringOrEmpty("kind").Length == 0)
        {
            refusal = $"Object 'Kind' is missing in '{answer}'";
            return null;
        }

        var (kind, wantedKind) = (converted.StringOrEmpty("kind"), original.StringOrEmpty("kind"));
        refusal = converted.StringOrEmpty("apiVersion") != apiVersion ? $"invalid object at index 0: invalid groupVersion (expected {apiVersion}, received {converted.StringOrEmpty("apiVersion")})"
            : kind != wantedKind ? $"invalid object at index 0: invalid kind (expected {wantedKind}, received {kind})"
            : IdentityFault(original, converted) is { } identity ? $"invalid object: {identity}"
            : "";
        if (refusal.Length > 0)
        {
            return null;
        }

        var metadata = Restored(original.Map("metadata") ?? MapValue.Empty, converted["metadata"], out var fault);
        refusal = fault.Length > 0 ? $"invalid metadata: {fault}" : "";
        return fault.Length > 0 ? null : converted.With("metadata", metadata);
    }

    private static string? IdentityFault(MapValue original, MapValue converted)
    {
        foreach (var (member, name) in Identity)
        {
            var (before, after) = (original.StringAt("metadata", member) ?? "", converted.StringAt("metadata", member) ?? "");
            if (before != after)
            {
                return $"must have the same {name}: {before} != {after}";
            }
        }

        return null;
    }

    private static MapValue Restored(MapValue original, Value? answer, out string fault)
    {
        fault = answer is null ? "missing metadata in converted object" : answer is MapValue ? "" : $"invalid metadata of type {GoType(answer)} in converted object";
        if (answer is not MapValue metadata)
        {
            return original;
        }

        var restored = original;
        foreach (var member in (ReadOnlySpan<string>)["labels", "annotations"])
        {
            if (metadata[member].IsNullOrAbsent())
            {
                restored = restored.Without(member);
                continue;
            }

            fault = metadata[member] is MapValue texts ? TextsFault(member, texts, original.Map(member)) : $"invalid metadata.{member} of type {GoType(metadata[member]!)} in converted object";
            if (fault.Length > 0)
            {
                return original;
            }

            restored = restored.With(member, metadata[member]!);
        }

        return restored;
    }

    private static string TextsFault(string member, MapValue texts, MapValue? before)
    {
        foreach (var (key, value) in texts)
        {
            if (value is not StringValue)
            {
                return $"metadata.{member}[{key}] must be a string, but is {GoType(value)} in converted object";
            }
        }

        if (before is not null && before.Equals(texts))
        {
            return "";
        }

        var errors = new FieldErrors();
        if (member == "labels")
        {
            MetaRules.Labels(errors, FieldPath.Of("metadata", "labels"), texts);
        }
        else
        {
            // Upstream names the path in the singular.
            MetaRules.Annotations(errors, FieldPath.Of("metadata", "annotation"), texts);
        }

        return StatusDocument.Aggregate(errors);
    }

    // Go's %T of what JSON decodes into.
    private static string GoType(Value value) => value switch
    {
        StringValue => "string",
        BoolValue => "bool",
        NumberValue number => number.TryGetInt64(out _) ? "int64" : "float64",
        ListValue => "[]interface {}",
        MapValue => "map[string]interface {}",
        _ => "<nil>",
    };
}
