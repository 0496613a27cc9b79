using System.Text.RegularExpressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Checks that the resource.k8s.io kinds share. Upstream: <c>pkg/apis/resource/validation/validation.go</c>.</summary>
internal static partial class ResourceChecks
{
    private const int LongestDriver = 63;
    private const int LongestIdentifier = 32;
    private const int LongestPool = 253;

    /// <summary>Each item of a list that is not too long; a list that is too long is told once and not looked into.</summary>
    public static void Items(FieldErrors errors, FieldPath path, ListValue? list, int most, Action<FieldPath, Value> check)
    {
        var count = list?.Count ?? 0;
        if (most >= 0 && count > most)
        {
            errors.TooMany(path, count, most);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            check(path.Index(i), list![i]);
        }
    }

    /// <summary>As <see cref="Items"/>, and no key twice.</summary>
    public static void Set(FieldErrors errors, FieldPath path, ListValue? list, int most, Action<FieldPath, Value> check, Func<Value, Value> key)
    {
        Items(errors, path, list, most, check);
        if (most >= 0 && list?.Count > most)
        {
            return;
        }

        var seen = new HashSet<Value>();
        for (var i = 0; i < (list?.Count ?? 0); i++)
        {
            if (!seen.Add(key(list![i])))
            {
                errors.Duplicate(path.Index(i), key(list[i]));
            }
        }
    }

    /// <summary>A driver's name: a DNS subdomain in any case.</summary>
    public static void Driver(FieldErrors errors, FieldPath path, string name)
    {
        if (!errors.Present(path, name))
        {
            return;
        }

        if (name.Length > LongestDriver)
        {
            errors.TooLong(path, LongestDriver);
        }

        errors.Faults(path, name, NameRules.CheckDns1123Subdomain(name.ToLowerInvariant()));
    }

    /// <summary>A pool's name: DNS subdomains separated by slashes.</summary>
    public static void Pool(FieldErrors errors, FieldPath path, string name)
    {
        if (!errors.Present(path, name))
        {
            return;
        }

        if (name.Length > LongestPool)
        {
            errors.TooLong(path, LongestPool);
        }

        foreach (var part in name.Split('/'))
        {
            errors.Subdomain(path, part);
        }
    }

    /// <summary>The name of an attribute or capacity: an identifier, perhaps with a domain.</summary>
    public static void QualifiedName(FieldErrors errors, FieldPath path, string name)
    {
        var parts = name.Split('/');
        if (parts.Length == 1)
        {
            Identifier(errors, path, name);
        }
        else if (parts.Length == 2)
        {
            if (parts[0].Length == 0)
            {
                errors.Invalid(path, "", "the domain must not be empty");
            }
            else
            {
                Driver(errors, path, parts[0]);
            }

            if (parts[1].Length == 0)
            {
                errors.Invalid(path, "", "the name must not be empty");
            }
            else
            {
                Identifier(errors, path, parts[1]);
            }
        }
    }

    /// <summary>The name of an attribute with its domain.</summary>
    public static void FullyQualifiedName(FieldErrors errors, FieldPath path, string name)
    {
        QualifiedName(errors, path, name);
        if (!name.Contains('/', StringComparison.Ordinal))
        {
            errors.Invalid(path, name, "a fully qualified name must be a domain and a name separated by a slash");
        }
    }

    /// <summary>A UID in lower case.</summary>
    public static void Uid(FieldErrors errors, FieldPath path, string uid)
    {
        if (!Guid.TryParse(uid, out _))
        {
            errors.Invalid(path, uid, uid.Length is 32 or 36 or 38 or 45 ? "error validating uid: invalid UUID format" : $"error validating uid: invalid UUID length: {uid.Length}");
        }
        else if (!NormalUid().IsMatch(uid))
        {
            errors.Invalid(path, uid, "uid must be in RFC 4122 normalized form, `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` with lowercase hexadecimal characters");
        }
    }

    /// <summary>Data that only a driver understands: a JSON object that is not too large.</summary>
    public static void RawObject(FieldErrors errors, FieldPath path, Value? data, int most)
    {
        if (data.IsNullOrAbsent())
        {
            errors.Required(path);
        }
        else if (data!.ToUtf8Bytes().Length > most)
        {
            errors.TooLong(path, most);
        }
        else if (data is not MapValue)
        {
            errors.Invalid(path, "<value omitted>", "must be a valid JSON object");
        }
    }

    /// <summary>Conditions that a device must or must not have before it is bound.</summary>
    public static void Bindings(FieldErrors errors, FieldPath path, MapValue device)
    {
        const int Most = 4;
        var (wanted, unwanted) = (device.List("bindingConditions"), device.List("bindingFailureConditions"));
        Items(errors, path.Child("bindingConditions"), wanted, Most, Label);
        Items(errors, path.Child("bindingFailureConditions"), unwanted, Most, Label);
        Once(path.Child("bindingConditions"), wanted, []);
        Once(path.Child("bindingFailureConditions"), unwanted, [.. (wanted ?? ListValue.Empty).Select(TextOf)]);
        if ((wanted?.Count ?? 0) == 0 && unwanted?.Count > 0)
        {
            errors.InvalidText(path.Child("bindingConditions"), wanted is null ? "null" : "[]", "bindingConditions are required to use bindingFailureConditions");
        }

        if ((unwanted?.Count ?? 0) == 0 && wanted?.Count > 0)
        {
            errors.InvalidText(path.Child("bindingFailureConditions"), unwanted is null ? "null" : "[]", "bindingFailureConditions are required to use bindingConditions");
        }

        void Label(FieldPath at, Value value) => LabelSelectorRules.CheckLabelName(errors, at, TextOf(value));

        void Once(FieldPath at, ListValue? list, string[] others)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < (list?.Count ?? 0); i++)
            {
                var text = TextOf(list![i]);
                if (!seen.Add(text))
                {
                    errors.Duplicate(at.Index(i), text);
                }

                if (others.Contains(text))
                {
                    errors.Invalid(at.Index(i), text, "bindingFailureConditions must not overlap with bindingConditions");
                }
            }
        }
    }

    /// <summary>A list's item as text.</summary>
    public static string TextOf(Value value) => (value as StringValue)?.Text ?? "";

    /// <summary>A list's item as a map.</summary>
    public static MapValue MapOf(Value value) => value as MapValue ?? MapValue.Empty;

    private static void Identifier(FieldErrors errors, FieldPath path, string id)
    {
        if (id.Length > LongestIdentifier)
        {
            errors.TooLong(path, LongestIdentifier);
        }

        errors.Faults(path, id, TextRules.CheckCIdentifier(id));
    }

    [GeneratedRegex(@"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NormalUid();
}
