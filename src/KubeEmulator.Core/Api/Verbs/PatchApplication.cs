using KubeEmulator.Objects;
using KubeEmulator.Patching;
using KubeEmulator.Patching.Strategic;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Applies the three patch forms that need no ownership, and decodes what comes out. Upstream: <c>endpoints/handlers/patch.go</c>.</summary>
internal static class PatchApplication
{
    /// <summary>The patched object, decoded and defaulted.</summary>
    public static MapValue Apply(ResourceType type, MapValue live, PatchBody patch, FieldValidation validation, RequestContext request)
    {
        var decoded = Apply(live, patch, type.Schema, type.IsCustom ? null : type, Decode, validation, request);
        return ReferenceEquals(decoded, live) ? live : type.Behavior.Default(decoded, type.Version);

        DecodeOutcome Decode(MapValue document) => patch.Type == PatchType.StrategicMerge ? type.Behavior.DecodeMerged(document, type) : type.Behavior.Decode(document, type, []);
    }

    /// <summary>The patched document of a subresource with a kind of its own.</summary>
    public static MapValue ApplyToSubresource(SubresourceType subresource, MapValue live, PatchBody patch, FieldValidation validation, RequestContext request)
    {
        var schema = BodyDecoder.SchemaOf(subresource);
        return Apply(live, patch, schema, null, Decode, validation, request);

        DecodeOutcome Decode(MapValue document) => patch.Type == PatchType.StrategicMerge ? TypedDecoder.DecodeReflected(document, schema) : TypedDecoder.Decode(document, schema);
    }

    private static MapValue Apply(MapValue live, PatchBody patch, Schema schema, ResourceType? typed, Func<MapValue, DecodeOutcome> decode, FieldValidation validation, RequestContext request)
    {
        var faults = patch.Duplicates.Select(path => $"duplicate field \"{path}\"").ToList();
        var patched = patch.Type switch
        {
            PatchType.Json => Json(live, patch, validation, faults),
            PatchType.StrategicMerge => Strategic(live, patch, schema),
            _ => Merge(live, patch),
        };
        if (patched is not MapValue document)
        {
            throw Refused(patched, patch, $"json: cannot unmarshal {GoValueText.JsonType(patched)} into Go value of type {schema.TypeName}");
        }

        if (ReferenceEquals(document, live) && faults.Count == 0)
        {
            return live;
        }

        var outcome = decode(typed is null || patch.Type == PatchType.StrategicMerge ? document : OfItsKind(document, typed, patch, faults));
        if (outcome.Error is { } error)
        {
            // Of several faults the first is told, in the order in which the patch library wrote the document.
            var written = patch.Type == PatchType.StrategicMerge ? document : PatchedText.Written(document, patch);
            throw Refused(document, patch, ReferenceEquals(written, document) ? error : decode(written).Error ?? error);
        }

        faults.AddRange(outcome.StrictErrors);
        if (faults.Count > 0 && validation == FieldValidation.Strict)
        {
            throw Refused(document, patch, $"strict decoding error: {string.Join(", ", faults)}");
        }

        if (validation == FieldValidation.Warn)
        {
            faults.ForEach(request.Warn);
        }

        return typed is null ? outcome.Document : PatchedKind.Restored(outcome.Document, typed);
    }

    // A document that says to be of another kind is decoded as such, and one that does not say its version holds nothing that is known.
    private static MapValue OfItsKind(MapValue document, ResourceType type, PatchBody patch, List<string> faults)
    {
        if (PatchedKind.FaultOf(document, type) is { } fault)
        {
            throw Refused(document, patch, fault);
        }

        if (document.StringOrEmpty("apiVersion").Length > 0)
        {
            return document;
        }

        faults.AddRange(document.Keys.ToArray().Where(key => key is not ("kind" or "apiVersion")).Order(StringComparer.Ordinal).Select(key => $"unknown field {GoText.Quote(key)}"));
        return MapValue.Of(("kind", type.Kind), ("apiVersion", type.GroupVersion.ToString()));
    }

    private static Value Json(MapValue live, PatchBody patch, FieldValidation validation, List<string> faults)
    {
        if (validation != FieldValidation.Ignore)
        {
            CheckShape(patch.Document);
        }

        var operations = JsonPatch.Read(patch.Document);
        if (validation != FieldValidation.Ignore)
        {
            faults.AddRange(JsonPatch.StrictFaults(operations));
        }

        return JsonPatch.Apply(live, operations);
    }

    // Upstream's strict decoder comes before that of the patch and has words of its own.
    private static void CheckShape(Value patch)
    {
        var (fault, type) = patch is ListValue operations
            ? (operations.FirstOrDefault(o => o is not (MapValue or NullValue)), "handlers.jsonPatchOp")
            : (patch is NullValue ? null : patch, "[]handlers.jsonPatchOp");
        if (fault is not null)
        {
            throw StatusDocument.BadRequest($"error decoding patch: json: cannot unmarshal {GoValueText.JsonType(fault)} into Go value of type {type}").ToException();
        }
    }

    private static Value Merge(MapValue live, PatchBody patch)
    {
        Map(patch);
        return JsonMergePatch.Apply(live, patch.Document);
    }

    private static MapValue Strategic(MapValue live, PatchBody patch, Schema schema) => patch.Document is MapValue document
        ? StrategicMergePatch.Apply(live, document, schema)
        : throw StatusDocument.BadRequest($"json: cannot unmarshal {GoValueText.JsonType(patch.Document)} into Go value of type map[string]interface {{}}").ToException();

    private static MapValue Map(PatchBody patch) => patch.Document as MapValue
        ?? throw StatusDocument.BadRequest($"error decoding patch: json: cannot unmarshal {GoValueText.JsonType(patch.Document)} into Go value of type map[string]interface {{}}").ToException();

    // A strategic patch is quoted itself, the others by what they made.
    private static ApiException Refused(Value patched, PatchBody patch, string why)
    {
        var text = patch.Type == PatchType.StrategicMerge ? GoValueText.Plain(patch.Document) : PatchedText.Of(patched as MapValue, patch) ?? patched.ToString();
        var errors = new FieldErrors();
        errors.Invalid(FieldPath.Of("patch"), text, why);
        return StatusDocument.Invalid(new GroupKind("", ""), "", errors).ToException();
    }
}
