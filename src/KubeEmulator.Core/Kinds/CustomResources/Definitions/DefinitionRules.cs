using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// All that is checked of a definition, in the order of apiextensions' <c>pkg/apis/apiextensions/validation/validation.go</c>.
/// </summary>
internal static class DefinitionRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Validate(MapValue root, FieldErrors errors)
    {
        var definition = new Definition(root);
        ValidateSpec(definition, null, errors);
        DefinitionNameRules.Validate(definition.AcceptedNames, FieldPath.Of("status", "acceptedNames"), errors);
        DefinitionStoredVersions.Validate(root, errors);
        ValidateApproval(root, null, errors);
        ValidatePreserve(definition, null, errors);
    }

    public static void ValidateUpdate(MapValue root, MapValue old, FieldErrors errors)
    {
        var (definition, before) = (new Definition(root), new Definition(old));
        ValidateSpec(definition, before, errors);
        if (before.Is("Established"))
        {
            errors.Immutable(Spec.Child("scope"), definition.Spec["scope"], before.Spec["scope"]);
            errors.Immutable(Spec.Child("names").Child("kind"), definition.Names["kind"], before.Names["kind"]);
        }

        errors.Immutable(Spec.Child("group"), definition.Spec["group"], before.Spec["group"]);
        errors.Immutable(Spec.Child("names").Child("plural"), definition.Names["plural"], before.Names["plural"]);
        DefinitionNameRules.Validate(definition.AcceptedNames, FieldPath.Of("status", "acceptedNames"), errors);
        DefinitionStoredVersions.Validate(root, errors);
        ValidateApproval(root, old, errors);
        ValidatePreserve(definition, before, errors);
    }

    private static void ValidateSpec(Definition definition, Definition? before, FieldErrors errors)
    {
        var hoisted = HoistedDefinition.Of(definition.Spec);
        ValidateGroup(definition.Group, errors);
        if (errors.Present(Spec.Child("scope"), definition.Spec.StringOrEmpty("scope")))
        {
            errors.OneOf(Spec.Child("scope"), definition.Spec.StringOrEmpty("scope"), "Cluster", "Namespaced");
        }

        if (hoisted.Top.Map("schema")?.Map("openAPIV3Schema") is null)
        {
            for (var i = 0; i < hoisted.Versions.Count; i++)
            {
                if (hoisted.Versions[i].Map("schema")?.Map("openAPIV3Schema") is null)
                {
                    errors.Required(Spec.Child("versions").Index(i).Child("schema").Child("openAPIV3Schema"));
                }
            }
        }

        VersionRules.Validate(hoisted, definition, before, errors);
        DefinitionNameRules.ValidatePresent(definition.Names, Spec.Child("names"), errors);
        DefinitionNameRules.Validate(definition.Names, Spec.Child("names"), errors);
        VersionRules.ValidateTop(hoisted, definition, before, errors);
        if (definition.PreserveUnknownFields && definition.Spec.StringAt("conversion", "strategy") is { } strategy and not "None")
        {
            errors.Invalid(Spec.Child("conversion").Child("strategy"), strategy, "must be None if spec.preserveUnknownFields is true");
        }

        ConversionRules.Validate(definition.Spec.Map("conversion"), before, errors);
    }

    private static void ValidateGroup(string group, FieldErrors errors)
    {
        var path = Spec.Child("group");
        if (group.Length == 0)
        {
            errors.Required(path);
        }
        else if (NameRules.CheckDns1123Subdomain(group) is { Count: > 0 } faults)
        {
            errors.Invalid(path, group, string.Join(',', faults));
        }
        else if (!group.Contains('.', StringComparison.Ordinal))
        {
            errors.Invalid(path, group, "should be a domain with at least one dot");
        }
    }

    // A definition that was not approved before may stay as it is.
    private static void ValidateApproval(MapValue root, MapValue? old, FieldErrors errors)
    {
        if (!ApiApproval.IsProtected(new Definition(root).Group))
        {
            return;
        }

        var path = FieldPath.Of("metadata", "annotations").Key(ApiApproval.Annotation);
        var annotation = root.StringAt("metadata", "annotations", ApiApproval.Annotation) ?? "";
        var (state, reason) = ApiApproval.Of(root);
        if (old is not null && ApiApproval.Of(old).State == state)
        {
            return;
        }

        if (state == ApiApproval.State.Invalid)
        {
            errors.Invalid(path, annotation, reason);
        }
        else if (state == ApiApproval.State.Missing)
        {
            errors.Required(path, reason);
        }
    }

    private static void ValidatePreserve(Definition definition, Definition? before, FieldErrors errors)
    {
        if (definition.PreserveUnknownFields && before?.PreserveUnknownFields != true)
        {
            errors.Invalid(Spec.Child("preserveUnknownFields"), true, "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead");
        }
    }
}
