using KubeEmulator.Objects;
using KubeEmulator.Patching;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>From a parsed body to the document that the pipeline works on: right kind, known fields, defaults filled in.</summary>
internal static class BodyDecoder
{
    /// <summary>The body of a create or update; <paramref name="known"/> is the object as it is stored, which writers in the process have edited.</summary>
    /// <exception cref="ApiException">400: another kind or version, a wrong type, or (Strict) unknown and duplicate fields.</exception>
    public static MapValue Decode(ResourceType type, RequestBody body, FieldValidation validation, RequestContext request, MapValue? known = null)
    {
        if (type.IsCustom && OtherVersion(type, body.Root) is { } said)
        {
            // It will be refused, but upstream's decoder looks at its fields first, by the schema of the version that it names.
            Checked(type.Behavior.Decode(body.Root, type, body.Duplicates), said, type.Kind, validation, request);
        }

        var root = WithKind(body.Root, type.GroupVersion, type.Kind, type.IsCustom);
        var outcome = type.Behavior.Decode(root, type, body.Duplicates, known);
        return type.Behavior.Default(Checked(outcome, type.GroupVersion, type.Kind, validation, request, body.YamlDuplicates), type.Version, known);
    }

    /// <summary>The body of a subresource with a kind of its own.</summary>
    public static MapValue DecodeSubresource(SubresourceType subresource, RequestBody body, FieldValidation validation, RequestContext request)
    {
        var root = WithKind(body.Root, subresource.GroupVersion, subresource.Kind, custom: false);
        var outcome = TypedDecoder.Decode(root, SchemaOf(subresource), body.Duplicates);
        return Checked(outcome, subresource.GroupVersion, subresource.Kind, validation, request, body.YamlDuplicates);
    }

    /// <summary>A document that the server itself made by patching or applying, in canonical form and with defaults.</summary>
    public static MapValue Redecode(ResourceType type, MapValue document) =>
        type.Behavior.Default(Checked(type.Behavior.Decode(document, type, []), type.GroupVersion, type.Kind, FieldValidation.Ignore, null), type.Version);

    /// <summary>What an apply made of the live object, in canonical form and with defaults.</summary>
    /// <exception cref="ApiException">The configuration brought something that the type cannot hold.</exception>
    public static MapValue DecodeApplied(ResourceType type, MapValue document, MapValue configuration)
    {
        var outcome = type.Behavior.DecodeMerged(document, type);
        if (outcome.Error is not { } error)
        {
            return type.Behavior.Default(outcome.Document, type.Version);
        }

        var kind = new GroupVersionKind(type.Group, type.Version, type.Kind);
        throw PatchFault.Unclassified($"failed to convert new object ({FieldManagement.Described(configuration, kind)}) to proper version: unable to convert unstructured object to {kind}: {error}");
    }

    /// <summary>The type behind a subresource of its own kind.</summary>
    public static Schema SchemaOf(SubresourceType subresource) =>
        BuiltInSchemas.For(new GroupVersionKind(subresource.GroupVersion.Group, subresource.GroupVersion.Version, subresource.Kind)) ?? Schema.Any;

    /// <summary>An object with nothing but metadata, as bookmarks carry it.</summary>
    public static MapValue Empty(ResourceType type, MapValue metadata)
    {
        var bare = MapValue.Of(("kind", type.Kind), ("apiVersion", type.GroupVersion.ToString()), ("metadata", metadata));
        return type.IsCustom ? bare : TypedDecoder.Decode(bare, type.Schema).Document;
    }

    private static MapValue Checked(DecodeOutcome outcome, GroupVersion version, string kind, FieldValidation validation, RequestContext? request, IReadOnlyList<string>? yaml = null)
    {
        if (outcome.Error is { } error)
        {
            throw Refused(version, kind, kind, error);
        }

        if (outcome.StrictErrors.Count > 0 || yaml is { Count: > 0 })
        {
            Judge(outcome.StrictErrors, yaml ?? []);
        }

        return outcome.Document;

        // What YAML says twice is one fault, and as many warnings.
        void Judge(IReadOnlyList<string> faults, IReadOnlyList<string> twice)
        {
            if (validation == FieldValidation.Strict)
            {
                string[] all = twice.Count == 0 ? [.. faults] : [$"yaml: unmarshal errors:\n  {string.Join("\n  ", twice)}", .. faults];
                throw Refused(version, kind, kind, $"strict decoding error: {string.Join(", ", all)}");
            }

            foreach (var fault in validation == FieldValidation.Warn ? twice.Concat(faults) : [])
            {
                request?.Warn(fault);
            }
        }
    }

    // The version of the same kind that a body names instead of the request's.
    private static GroupVersion? OtherVersion(ResourceType type, MapValue root) =>
        root.String("apiVersion") is { Length: > 0 } text && GroupVersion.Parse(text) is var said
        && said != type.GroupVersion && said.Group == type.Group && root.String("kind") == type.Kind
            ? said
            : null;

    // kind and apiVersion first, from the request where the body does not say; a body that says another is refused.
    internal static MapValue WithKind(MapValue root, GroupVersion version, string kind, bool custom)
    {
        var (saidKind, saidVersion) = (root.StringOrEmpty("kind"), root.StringOrEmpty("apiVersion"));
        if (custom && saidKind.Length == 0)
        {
            var text = root.ToString();
            throw StatusDocument.BadRequest($"the object provided is unrecognized (must be of type {kind}): Object 'Kind' is missing in '{text}' ({text})").ToException();
        }

        var said = saidVersion.Length == 0 ? version : GroupVersion.Parse(saidVersion);
        saidKind = saidKind.Length == 0 ? kind : saidKind;
        if (said != version || saidKind != kind)
        {
            RefuseKind(said, saidKind, version, kind, root, custom);
        }

        // Custom resources are sorted by name anyway once they are decoded.
        if ((root.Count > 1 && root.Keys[0] == "kind" && root.Keys[1] == "apiVersion") || (custom && saidVersion.Length > 0))
        {
            return root;
        }

        var ordered = new MapBuilder(root.Count + 2) { { "kind", kind }, { "apiVersion", version.ToString() } };
        foreach (var (key, value) in root)
        {
            if (key is not ("kind" or "apiVersion"))
            {
                ordered[key] = value;
            }
        }

        return ordered.Build();
    }

    private static void RefuseKind(GroupVersion said, string saidKind, GroupVersion version, string kind, MapValue root, bool custom)
    {
        var schema = custom ? null : BuiltInSchemas.For(new GroupVersionKind(said.Group, said.Version, saidKind));
        if (!custom && schema is null && saidKind is not ("List" or "APIGroup" or "Status"))
        {
            throw Refused(said, saidKind, kind, $"no kind {GoText.Quote(saidKind)} is registered for version {GoText.Quote(said.ToString())} in scheme \"pkg/api/legacyscheme/scheme.go:30\"");
        }

        // What is another kind is decoded as that before it turns out to be of no use.
        if (schema is not null && TypedDecoder.Decode(root, schema).Error is { } error)
        {
            throw Refused(said, saidKind, kind, error);
        }

        if (!custom && saidKind != kind)
        {
            throw Refused(said, saidKind, kind, $"converting ({said.Version}.{saidKind}) to ({InternalPackage(version.Group)}.{kind}): unknown conversion");
        }

        if (custom && said == version)
        {
            var errors = new FieldErrors();
            errors.Invalid(FieldPath.Of("kind"), saidKind, $"must be {kind}");
            throw StatusDocument.Invalid(new GroupKind(said.Group, saidKind), root.StringAt("metadata", "name") ?? "", errors).ToException();
        }

        throw said == version
            ? StatusDocument.BadRequest($"{saidKind} in version {GoText.Quote(said.Version)} cannot be handled as a {kind}: expected kind {kind}, but got {saidKind}").ToException()
            : StatusDocument.BadRequest($"the API version in the data ({said}) does not match the expected API version ({version})").ToException();
    }

    private static ApiException Refused(GroupVersion said, string saidKind, string kind, string why) =>
        StatusDocument.BadRequest($"{saidKind} in version {GoText.Quote(said.Version)} cannot be handled as a {kind}: {why}").ToException();

    // Go's package of the group's internal types.
    internal static string InternalPackage(string group) => group.Length == 0 ? "core" : group.Split('.')[0];
}
