using KubeEmulator.Objects;
using KubeEmulator.Patching;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// What a patch made of an object's kind and version. JSON patch and merge patch can change them, and their outcome is decoded by what
/// it says to be (<c>endpoints/handlers/patch.go</c>); the outcome of a strategic merge is of its kind whatever it says.
/// </summary>
internal static class PatchedKind
{
    private const string Scheme = "in scheme \"pkg/api/legacyscheme/scheme.go:30\"";

    /// <summary>Why the document cannot be decoded as an object of the type; null where it can.</summary>
    public static string? FaultOf(MapValue document, ResourceType type)
    {
        foreach (var member in (ReadOnlySpan<string>)["apiVersion", "kind"])
        {
            if (document[member] is { } value and not (StringValue or NullValue))
            {
                return $"couldn't get version/kind; json parse error: json: cannot unmarshal {GoValueText.JsonType(value)} into Go struct field .{member} of type string";
            }
        }

        var kind = document.StringOrEmpty("kind") is { Length: > 0 } said ? said : type.Kind;
        if (document.StringOrEmpty("apiVersion") is not { Length: > 0 } version)
        {
            return kind == type.Kind && type.Group.Length == 0 ? null : $"no kind {GoText.Quote(kind)} is registered for the internal version of group \"\" {Scheme}";
        }

        var parsed = GroupVersion.Parse(version);
        if (kind == type.Kind && parsed == type.GroupVersion)
        {
            return null;
        }

        return BuiltInSchemas.For(new GroupVersionKind(parsed.Group, parsed.Version, kind)) is null
            ? $"no kind {GoText.Quote(kind)} is registered for version {GoText.Quote(version)} {Scheme}"
            : kind == type.Kind ? null : $"converting ({parsed.Version}.{kind}) to ({BodyDecoder.InternalPackage(type.Group)}.{type.Kind}): unknown conversion";
    }

    /// <summary>The document as one of the type; itself where it says so.</summary>
    public static MapValue Restored(MapValue document, ResourceType type) =>
        document.StringOrEmpty("kind") == type.Kind && document.StringOrEmpty("apiVersion") == type.GroupVersion.ToString()
            ? document
            : BodyDecoder.WithKind(document.Without("kind").Without("apiVersion"), type.GroupVersion, type.Kind, custom: false);
}
