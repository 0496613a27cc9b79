using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Environment variables and where they come from (core <c>ValidateEnv</c>, <c>ValidateEnvFrom</c>).</summary>
internal static class EnvRules
{
    private static readonly string[] Sources = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"];

    public static void Env(FieldErrors errors, FieldPath path, MapValue container)
    {
        var index = 0;
        foreach (var variable in container.Maps("env"))
        {
            var at = path.Index(index++);
            var name = variable.StringOrEmpty("name");
            if (errors.Present(at.Child("name"), name))
            {
                errors.Faults(at.Child("name"), name, TextRules.CheckRelaxedEnvVarName(name));
            }

            if (variable.Map("valueFrom") is { } from)
            {
                ValueFrom(errors, at.Child("valueFrom"), from, variable.StringOrEmpty("value").Length > 0);
            }
        }
    }

    public static void EnvFrom(FieldErrors errors, FieldPath path, MapValue container)
    {
        var index = 0;
        foreach (var source in container.Maps("envFrom"))
        {
            var at = path.Index(index++);
            if (source.StringOrEmpty("prefix") is { Length: > 0 } prefix)
            {
                errors.Faults(at.Child("prefix"), prefix, TextRules.CheckRelaxedEnvVarName(prefix));
            }

            var count = 0;
            foreach (var member in (ReadOnlySpan<string>)["configMapRef", "secretRef"])
            {
                if (source.Map(member) is { } reference)
                {
                    count++;
                    ReferenceName(errors, at.Child(member).Child("name"), reference.StringOrEmpty("name"));
                }
            }

            if (count != 1)
            {
                errors.Invalid(path, "", count == 0 ? "must specify one of: `configMapRef` or `secretRef`" : "may not have more than one field specified at a time");
            }
        }
    }

    private static void ReferenceName(FieldErrors errors, FieldPath path, string name)
    {
        if (errors.Present(path, name))
        {
            errors.Faults(path, name, NameRules.CheckDns1123Subdomain(NameRules.MaskTrailingDash(name)));
        }
    }

    private static void ValueFrom(FieldErrors errors, FieldPath path, MapValue from, bool hasValue)
    {
        foreach (var member in Sources)
        {
            if (from.Map(member) is { } reference)
            {
                Source(errors, path.Child(member), member, reference);
            }
        }

        var count = Sources.Count(s => from.Map(s) is not null);
        if (count == 0)
        {
            errors.Invalid(path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`");
        }
        else if (hasValue)
        {
            errors.Invalid(path, "", "may not be specified when `value` is not empty");
        }
        else if (count > 1)
        {
            errors.Invalid(path, "", "may not have more than one field specified at a time");
        }
    }

    private static void Source(FieldErrors errors, FieldPath path, string member, MapValue reference)
    {
        switch (member)
        {
            case "fieldRef":
                DownwardRules.EnvField(errors, path, reference);
                break;
            case "resourceFieldRef":
                DownwardRules.Resource(errors, path, reference, needsContainer: false);
                break;
            case "fileKeyRef":
                FileKey(errors, path, reference);
                break;
            default:
                errors.Subdomain(path.Child("name"), reference.StringOrEmpty("name"));
                if (errors.Present(path.Child("key"), reference.StringOrEmpty("key")))
                {
                    errors.Faults(path.Child("key"), reference.StringOrEmpty("key"), TextRules.CheckConfigMapKey(reference.StringOrEmpty("key")));
                }

                break;
        }
    }

    private static void FileKey(FieldErrors errors, FieldPath path, MapValue reference)
    {
        var (key, volume, file) = (reference.StringOrEmpty("key"), reference.StringOrEmpty("volumeName"), reference.StringOrEmpty("path"));
        if (errors.Present(path.Child("key"), key))
        {
            errors.Faults(path.Child("key"), key, TextRules.CheckRelaxedEnvVarName(key));
        }

        if (errors.Present(path.Child("volumeName"), volume))
        {
            errors.Label(path.Child("volumeName"), volume);
        }

        if (errors.Present(path.Child("path"), file))
        {
            PathRules.NoBacksteps(errors, path.Child("path"), file);
        }
    }
}
