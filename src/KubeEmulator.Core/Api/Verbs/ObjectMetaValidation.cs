using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>The rules that hold for every object's metadata. Upstream: apimachinery <c>api/validation/objectmeta.go</c>.</summary>
internal static class ObjectMetaValidation
{
    private const int AnnotationBytes = 256 * 1024;
    private static readonly FieldPath Root = FieldPath.Of("metadata");
    private static readonly FieldPath Labels = Root.Child("labels");
    private static readonly FieldPath Annotations = Root.Child("annotations");

    public static void Validate(ResourceType type, MapValue document, FieldErrors errors)
    {
        var metadata = document.Map("metadata")!;
        ValidateNames(type.Behavior, document, metadata, errors);
        ValidateCommon(type, metadata, errors);
    }

    /// <summary>
    /// The metadata of a changed object as its kind judges those of a new one: names by the kind's own rule, which no update looked at
    /// before; the rest, once found sound, still is.
    /// </summary>
    public static void ValidateAgain(ResourceType type, MapValue document, FieldErrors errors)
    {
        var metadata = document.Map("metadata")!;
        var sound = errors.Count == 0;
        ValidateNames(type.Behavior, document, metadata, errors);
        if (!sound)
        {
            ValidateCommon(type, metadata, errors);
        }
    }

    private static void ValidateNames(KindBehavior behavior, MapValue document, MapValue metadata, FieldErrors errors)
    {
        if (metadata.StringOrEmpty("generateName") is { Length: > 0 } prefix)
        {
            AddEach(behavior.NameFaults(document, prefix, true), Root.Child("generateName"), prefix, errors);
        }

        if (metadata.StringOrEmpty("name") is { Length: > 0 } name)
        {
            AddEach(behavior.NameFaults(document, name, false), Root.Child("name"), name, errors);
        }
        else
        {
            errors.Required(Root.Child("name"), "name or generateName is required");
        }
    }

    /// <summary>
    /// What every update checks, before its kind does: the metadata as that of any object, and as a change. Upstream's
    /// <c>registry/rest/update.go</c> does both, so a Status lists what is wrong with labels, annotations and owners twice.
    /// </summary>
    public static void ValidateChanged(ResourceType type, MapValue metadata, MapValue old, FieldErrors errors)
    {
        var before = errors.Count;
        if (metadata.StringOrEmpty("generateName") is { Length: > 0 } prefix)
        {
            AddEach(NameRules.CheckPathSegment(prefix, prefix: true), Root.Child("generateName"), prefix, errors);
        }

        ValidateCommon(type, metadata, errors);

        // What was found sound a moment ago still is.
        ValidateUpdate(metadata, old, errors, again: errors.Count > before);
    }

    /// <summary>The metadata as a change.</summary>
    public static void ValidateUpdate(MapValue metadata, MapValue old, FieldErrors errors, bool again = true)
    {
        if (old.ContainsKey("deletionTimestamp"))
        {
            var known = old.Strings("finalizers").ToHashSet();
            var added = metadata.Strings("finalizers").Where(f => !known.Contains(f)).Distinct().Order(StringComparer.Ordinal).ToList();
            if (added.Count > 0)
            {
                errors.Forbidden(Root.Child("finalizers"), $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added.Select(GoText.Quote))}}}");
            }
        }

        if ((metadata.Integer("generation") ?? 0) < (old.Integer("generation") ?? 0))
        {
            errors.Invalid(Root.Child("generation"), metadata["generation"] ?? 0, "must not be decremented");
        }

        Immutable("name", metadata, old, errors);
        Immutable("namespace", metadata, old, errors);
        Immutable("uid", metadata, old, errors);
        Immutable("creationTimestamp", metadata, old, errors);
        Immutable("deletionTimestamp", metadata, old, errors);
        Immutable("deletionGracePeriodSeconds", metadata, old, errors);
        if (again)
        {
            ValidateParts(metadata, errors);
        }
    }

    private static void ValidateCommon(ResourceType type, MapValue metadata, FieldErrors errors)
    {
        ValidateNamespace(type, metadata, errors);
        if (metadata.Integer("generation") is < 0)
        {
            errors.Invalid(Root.Child("generation"), metadata["generation"], "must be greater than or equal to 0");
        }

        ValidateParts(metadata, errors);
        ValidateFinalizers(metadata, errors);
    }

    private static void ValidateNamespace(ResourceType type, MapValue metadata, FieldErrors errors)
    {
        var space = metadata.StringOrEmpty("namespace");
        if (!type.Namespaced)
        {
            if (space.Length > 0)
            {
                errors.Forbidden(Root.Child("namespace"), "not allowed on this type");
            }
        }
        else if (space.Length == 0)
        {
            errors.Required(Root.Child("namespace"));
        }
        else
        {
            AddEach(NameRules.CheckDns1123Label(space), Root.Child("namespace"), space, errors);
        }
    }

    private static void ValidateParts(MapValue metadata, FieldErrors errors)
    {
        LabelSelectorRules.CheckLabels(errors, Labels, metadata.Map("labels"));
        ValidateAnnotations(metadata.Map("annotations"), Annotations, errors);
        ValidateOwners(metadata, errors);
    }

    /// <summary>Keys (in any case) and size of annotations, also of templates.</summary>
    public static void ValidateAnnotations(MapValue? annotations, FieldPath path, FieldErrors errors)
    {
        if (annotations is null)
        {
            return;
        }

        long bytes = 0;
        foreach (var (key, value) in annotations)
        {
            AddEach(NameRules.CheckQualifiedName(key.ToLowerInvariant()), path, key, errors);
            bytes += System.Text.Encoding.UTF8.GetByteCount(key) + System.Text.Encoding.UTF8.GetByteCount((value as StringValue)?.Text ?? "");
        }

        if (bytes > AnnotationBytes)
        {
            errors.TooLong(path, AnnotationBytes);
        }
    }

    private static void ValidateOwners(MapValue metadata, FieldErrors errors)
    {
        if (!metadata.ContainsKey("ownerReferences"))
        {
            return;
        }

        var path = Root.Child("ownerReferences");
        var first = "";
        foreach (var owner in metadata.Maps("ownerReferences"))
        {
            var reference = new OwnerReference(owner);

            // With two slashes it is no group and version at all.
            if (GroupVersion.Parse(reference.ApiVersion).Version.Length == 0 || reference.ApiVersion.Count(c => c == '/') > 1)
            {
                errors.Invalid(path.Child("apiVersion"), reference.ApiVersion, "version must not be empty");
            }

            RequireText(reference.Kind, "kind");
            RequireText(reference.Name, "name");
            RequireText(reference.Uid, "uid");
            if (reference is { Kind: "Event", ApiVersion: "v1" })
            {
                errors.Invalid(path, Typed(owner), "/v1, Kind=Event is disallowed from being an owner");
            }

            if (reference.IsController)
            {
                var current = $"{reference.Kind}/{reference.Name}";
                if (first.Length > 0)
                {
                    errors.Invalid(path, ListValue.From(metadata.Maps("ownerReferences").Select(Typed)), $"Only one reference can have Controller set to true. Found \"true\" in references for {first} and {current}");
                }
                else
                {
                    first = current;
                }
            }
        }

        void RequireText(string text, string member)
        {
            if (text.Length == 0)
            {
                errors.Invalid(path.Child(member), "", "must not be empty");
            }
        }
    }

    // As Go writes it, whatever the order of the document.
    private static Value Typed(MapValue owner)
    {
        var typed = new MapBuilder();
        foreach (var member in (string[])["apiVersion", "kind", "name", "uid"])
        {
            typed[member] = owner.StringOrEmpty(member);
        }

        foreach (var member in (string[])["controller", "blockOwnerDeletion"])
        {
            if (owner[member] is BoolValue said)
            {
                typed[member] = said;
            }
        }

        return typed.Build();
    }

    private static void ValidateFinalizers(MapValue metadata, FieldErrors errors)
    {
        if (!metadata.ContainsKey("finalizers"))
        {
            return;
        }

        var path = Root.Child("finalizers");
        var seen = new HashSet<string>();
        foreach (var finalizer in metadata.Strings("finalizers"))
        {
            AddEach(NameRules.CheckQualifiedName(finalizer), path, finalizer, errors);
            seen.Add(finalizer);
        }

        if (seen.Contains(DeletionFinalizers.Orphan) && seen.Contains(DeletionFinalizers.Foreground))
        {
            errors.Invalid(path, metadata["finalizers"], $"finalizer {DeletionFinalizers.Orphan} and {DeletionFinalizers.Foreground} cannot be both set");
        }
    }

    private static void Immutable(string member, MapValue metadata, MapValue old, FieldErrors errors)
    {
        if (metadata[member] != old[member])
        {
            errors.Invalid(Root.Child(member), metadata[member] ?? "", "field is immutable");
        }
    }

    private static void AddEach(IEnumerable<string> faults, FieldPath path, string value, FieldErrors errors)
    {
        foreach (var fault in faults)
        {
            errors.Invalid(path, value, fault);
        }
    }
}
