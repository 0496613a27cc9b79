using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// All that is checked of a custom resource, in the order of apiextensions' <c>registry/customresource/strategy.go</c>: kind,
/// schema, scale paths, embedded objects, list types, and only then the rules.
/// </summary>
internal static class CustomResourceRules
{
    public static void Validate(CustomResourceVersion version, MapValue document, FieldErrors errors)
    {
        if (!HasRightKind(version, document, errors))
        {
            return;
        }

        ValueValidator.Validate(errors, document, version.Schema);
        ScalePaths.ValidateSpec(version.Scale, document, errors);
        ScalePaths.ValidateStatus(version.Scale, document, errors);
        EmbeddedObjects.Validate(document, version.Schema, errors);
        ListUniqueness.Validate(errors, document, version.Schema);
        ValidateRules(version, document, null, errors, static _ => { });
    }

    public static void ValidateUpdate(CustomResourceVersion version, MapValue document, MapValue old, FieldErrors errors, Action<string> warn)
    {
        if (!HasRightKind(version, document, errors))
        {
            return;
        }

        RepeatMetadataFaults(document, old, errors);
        ValueValidator.ValidateUpdate(errors, document, old, version.Schema);
        ScalePaths.ValidateSpec(version.Scale, document, errors);
        ScalePaths.ValidateStatus(version.Scale, document, errors);
        EmbeddedObjects.Validate(document, version.Schema, errors);
        ValidateLists(version, document, old, errors);
        ValidateRules(version, document, old, errors, warn);
    }

    public static void ValidateStatusUpdate(CustomResourceVersion version, MapValue document, MapValue old, FieldErrors errors, Action<string> warn)
    {
        if (!HasRightKind(version, document, errors))
        {
            return;
        }

        RepeatMetadataFaults(document, old, errors);
        if (document["status"] is { } status && version.Schema.Fields["status"] is { } field)
        {
            PartValidation.Validate("status", status, old["status"], field.Schema, errors);
        }

        ScalePaths.ValidateStatus(version.Scale, document, errors);
        ValidateLists(version, document, old, errors);
        ValidateRules(version, document, old, errors, warn);
    }

    // Every update's metadata has been checked before; upstream's validator does it again and tells every fault once more.
    private static void RepeatMetadataFaults(MapValue document, MapValue old, FieldErrors errors)
    {
        if (errors.Count > 0)
        {
            Api.ObjectMetaValidation.ValidateUpdate(document.Map("metadata") ?? MapValue.Empty, old.Map("metadata") ?? MapValue.Empty, errors);
        }
    }

    // Duplicates that were there before are let pass.
    private static void ValidateLists(CustomResourceVersion version, MapValue document, MapValue old, FieldErrors errors)
    {
        var before = new FieldErrors();
        ListUniqueness.Validate(before, old, version.Schema);
        if (before.Count == 0)
        {
            ListUniqueness.Validate(errors, document, version.Schema);
        }
    }

    private static bool HasRightKind(CustomResourceVersion version, MapValue document, FieldErrors errors)
    {
        var (kind, apiVersion) = (document.StringOrEmpty("kind"), document.StringOrEmpty("apiVersion"));
        var wanted = version.ApiVersion;
        if (kind != version.Kind)
        {
            errors.Invalid(FieldPath.Of("kind"), kind, $"must be {version.Kind}");
        }

        if (apiVersion != wanted)
        {
            errors.Invalid(FieldPath.Of("apiVersion"), apiVersion, $"must be {wanted}");
        }

        return kind == version.Kind && apiVersion == wanted;
    }

    // Rules may rely on the schema, so they do not run where a value is of a wrong type or missing.
    private static void ValidateRules(CustomResourceVersion version, MapValue document, MapValue? old, FieldErrors errors, Action<string> warn)
    {
        if (version.Rules is not { } rules)
        {
            return;
        }

        var blocking = errors.Any(e => e.Type is FieldErrorType.NotSupported or FieldErrorType.Required or FieldErrorType.TooLong
            or FieldErrorType.TooMany or FieldErrorType.TypeInvalid);
        if (blocking)
        {
            errors.Add(new FieldError(
                FieldErrorType.Invalid,
                "<nil>",
                "Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation"));
            return;
        }

        RuleRun.Validate(rules, document, old, errors, warn);
    }
}
