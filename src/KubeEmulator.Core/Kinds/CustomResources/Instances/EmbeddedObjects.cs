using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Whole objects inside custom resources must be objects: kind, version, valid metadata; apiextensions' <c>schema/objectmeta/validation.go</c>.</summary>
internal static class EmbeddedObjects
{
    public static void Validate(MapValue document, Schema schema, FieldErrors errors)
    {
        if (StructuralTraits.Of(schema).HasEmbedded)
        {
            Visit(document, schema, null, errors);
        }
    }

    private static void Visit(Value value, Schema? schema, FieldPath? path, FieldErrors errors)
    {
        if (schema is null)
        {
            return;
        }

        if (value is MapValue map)
        {
            if (schema.IsEmbeddedResource)
            {
                Check(map, path, errors);
            }

            foreach (var (key, member) in map)
            {
                if (schema.Fields[key] is { } field)
                {
                    Visit(member, field.Schema, Child(path, key), errors);
                }
                else if (schema.Kind != SchemaKind.List)
                {
                    Visit(member, schema.Element, (path ?? FieldPath.Of("")).Key(key), errors);
                }
            }
        }
        else if (value is ListValue list && schema.Kind == SchemaKind.List)
        {
            for (var i = 0; i < list.Count; i++)
            {
                Visit(list[i], schema.Element, (path ?? FieldPath.Of("")).Index(i), errors);
            }
        }
    }

    private static void Check(MapValue map, FieldPath? path, FieldErrors errors)
    {
        foreach (var name in (ReadOnlySpan<string>)["apiVersion", "kind"])
        {
            if (!map.ContainsKey(name))
            {
                errors.Required(Child(path, name));
            }
        }

        foreach (var (key, value) in map)
        {
            switch (key)
            {
                case "apiVersion":
                    ApiVersion(value, Child(path, key), errors);
                    break;
                case "kind":
                    Kind(value, Child(path, key), errors);
                    break;
                case "metadata" when value is MapValue metadata:
                    Metadata(metadata, Child(path, key), errors);
                    break;
            }
        }
    }

    private static void ApiVersion(Value value, FieldPath path, FieldErrors errors)
    {
        if (value is not StringValue text)
        {
            errors.Invalid(path, value, "must be a string");
        }
        else if (text.Text.Length == 0)
        {
            errors.Invalid(path, text, "must not be empty");
        }
        else if (text.Text.Count(c => c == '/') > 1)
        {
            errors.Invalid(path, text, $"unexpected GroupVersion string: {text.Text}");
        }
    }

    private static void Kind(Value value, FieldPath path, FieldErrors errors)
    {
        if (value is not StringValue text)
        {
            errors.Invalid(path, value, "must be a string");
        }
        else if (text.Text.Length == 0)
        {
            errors.Invalid(path, text, "must not be empty");
        }
        else if (NameRules.CheckDns1035Label(text.Text.ToLowerInvariant()) is { Count: > 0 } faults)
        {
            errors.Invalid(path, text, "may have mixed case, but should otherwise match: " + string.Join(',', faults));
        }
    }

    private static void Metadata(MapValue metadata, FieldPath path, FieldErrors errors)
    {
        if (metadata.String("name") is { Length: > 0 } name)
        {
            foreach (var fault in NameRules.CheckPathSegment(name, false))
            {
                errors.Invalid(path.Child("name"), name, fault);
            }
        }

        MetaRules.Labels(errors, path.Child("labels"), metadata.Map("labels"));
    }

    private static FieldPath Child(FieldPath? path, string name) => path?.Child(name) ?? FieldPath.Of(name);
}
