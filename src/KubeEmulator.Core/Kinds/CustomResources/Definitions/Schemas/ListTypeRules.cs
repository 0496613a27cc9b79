using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>How lists and maps are owned: <c>x-kubernetes-list-type</c>, its keys, <c>x-kubernetes-map-type</c>.</summary>
internal static class ListTypeRules
{
    public static void Validate(MapValue schema, FieldPath path, FieldErrors errors)
    {
        var (type, listType, mapType) = (schema.StringOrEmpty("type"), schema.String("x-kubernetes-list-type"), schema.String("x-kubernetes-map-type"));
        if (mapType is not null && type != "object")
        {
            RequiredOrInvalid(path.Child("type"), type, "must be object if x-kubernetes-map-type is specified", errors);
        }

        if (mapType is not (null or "atomic" or "granular"))
        {
            errors.NotSupported(path.Child("x-kubernetes-map-type"), mapType, "atomic", "granular");
        }

        if (listType is not null && type != "array")
        {
            RequiredOrInvalid(path.Child("type"), type, "must be array if x-kubernetes-list-type is specified", errors);
        }
        else if (listType == "set" && schema.Map("items") is { } item)
        {
            SetItems(item, path.Child("items"), errors);
        }

        if (listType is not (null or "atomic" or "set" or "map"))
        {
            errors.NotSupported(path.Child("x-kubernetes-list-type"), listType, "atomic", "set", "map");
        }

        string[] keys = [.. schema.Strings("x-kubernetes-list-map-keys")];
        if (keys.Length > 0 && listType is null)
        {
            errors.Required(path.Child("x-kubernetes-list-type"), "must be map if x-kubernetes-list-map-keys is non-empty");
        }
        else if (keys.Length > 0 && listType != "map")
        {
            errors.Invalid(path.Child("x-kubernetes-list-type"), listType!, "must be map if x-kubernetes-list-map-keys is non-empty");
        }

        if (listType == "map")
        {
            Map(schema, keys, path, errors);
        }

        if (listType is "set" or "map" && schema.Map("items") is { } items)
        {
            NotNull(items, listType, keys, path.Child("items"), errors);
        }
    }

    private static void SetItems(MapValue item, FieldPath path, FieldErrors errors)
    {
        const string Detail = "must be atomic as item of a list with x-kubernetes-list-type=set";
        var listType = item.String("x-kubernetes-list-type");
        switch (item.StringOrEmpty("type"))
        {
            case "array" when listType is not (null or "atomic"):
                errors.Invalid(path.Child("x-kubernetes-list-type"), listType, Detail);
                break;
            case "object" when item.String("x-kubernetes-map-type") != "atomic":
                errors.Invalid(path.Child("x-kubernetes-map-type"), listType is null ? Value.Null : listType, Detail);
                break;
        }
    }

    private static void Map(MapValue schema, string[] keys, FieldPath path, FieldErrors errors)
    {
        var keysPath = path.Child("x-kubernetes-list-map-keys");
        if (keys.Length == 0)
        {
            errors.Required(keysPath, "must not be empty if x-kubernetes-list-type is map");
        }

        if (schema["items"] is null or NullValue)
        {
            errors.Required(path.Child("items"), "must have a schema if x-kubernetes-list-type is map");
        }
        else if (schema.Map("items") is not { } items)
        {
            errors.Invalid(path.Child("items"), schema["items"], "must only have a single schema if x-kubernetes-list-type is map");
        }
        else if (items.StringOrEmpty("type") is var type and not "object")
        {
            errors.Invalid(path.Child("items").Child("type"), type, "must be object if parent array's x-kubernetes-list-type is map");
        }
        else
        {
            Keys(items, keys, path, keysPath, errors);
        }
    }

    private static void Keys(MapValue items, string[] keys, FieldPath path, FieldPath keysPath, FieldErrors errors)
    {
        var shown = $"[{string.Join(',', keys.Select(GoText.Quote))}]";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (items.Map("properties")?.Map(key) is not { } property)
            {
                errors.InvalidText(keysPath, shown, "entries must all be names of item properties");
            }
            else if (property.StringOrEmpty("type") is "array" or "object")
            {
                errors.Invalid(path.Child("items").Child("properties").Key(key).Child("type"), items.StringOrEmpty("type"), "must be a scalar type if parent array's x-kubernetes-list-type is map");
            }

            if (!seen.Add(key))
            {
                errors.InvalidText(keysPath, shown, "must not contain duplicate entries");
            }
        }
    }

    private static void NotNull(MapValue items, string listType, string[] keys, FieldPath path, FieldErrors errors)
    {
        if (items.Bool("nullable") == true)
        {
            errors.Forbidden(path.Child("nullable"), $"cannot be nullable when x-kubernetes-list-type is {listType}");
        }

        if (listType != "map")
        {
            return;
        }

        foreach (var key in keys)
        {
            if (items.Map("properties")?.Map(key) is not { } property)
            {
                continue;
            }

            var at = path.Child("properties").Key(key);
            if (!items.Strings("required").Contains(key) && property["default"] is null or NullValue)
            {
                errors.Required(at.Child("default"), "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property");
            }

            if (property.Bool("nullable") == true)
            {
                errors.Forbidden(at.Child("nullable"), "this property is in x-kubernetes-list-map-keys, so it cannot be nullable");
            }
        }
    }

    private static void RequiredOrInvalid(FieldPath path, string type, string detail, FieldErrors errors)
    {
        if (type.Length == 0)
        {
            errors.Required(path, detail);
        }
        else
        {
            errors.Invalid(path, type, detail);
        }
    }
}
