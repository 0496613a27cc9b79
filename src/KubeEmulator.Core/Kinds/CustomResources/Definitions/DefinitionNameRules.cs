using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>ValidateCustomResourceDefinitionNames</c>.</summary>
internal static class DefinitionNameRules
{
    public static void ValidatePresent(MapValue names, FieldPath path, FieldErrors errors)
    {
        foreach (var name in (ReadOnlySpan<string>)["plural", "singular", "kind", "listKind"])
        {
            errors.Present(path.Child(name), names.StringOrEmpty(name));
        }
    }

    public static void Validate(MapValue names, FieldPath path, FieldErrors errors)
    {
        Label("plural", "", static text => text);
        Label("singular", "", static text => text);
        Label("kind", "may have mixed case, but should otherwise match: ", static text => text.ToLowerInvariant());
        Label("listKind", "may have mixed case, but should otherwise match: ", static text => text.ToLowerInvariant());
        Labels("shortNames");
        if (names.StringOrEmpty("kind") is { Length: > 0 } kind && kind == names.StringOrEmpty("listKind"))
        {
            errors.Invalid(path.Child("listKind"), kind, "kind and listKind may not be the same");
        }

        Labels("categories");

        void Label(string member, string prefix, Func<string, string> form)
        {
            if (names.StringOrEmpty(member) is { Length: > 0 } text && NameRules.CheckDns1035Label(form(text)) is { Count: > 0 } faults)
            {
                errors.Invalid(path.Child(member), text, prefix + string.Join(',', faults));
            }
        }

        void Labels(string member)
        {
            var i = 0;
            foreach (var text in names.Strings(member))
            {
                if (NameRules.CheckDns1035Label(text) is { Count: > 0 } faults)
                {
                    errors.Invalid(path.Child(member).Index(i), text, string.Join(',', faults));
                }

                i++;
            }
        }
    }
}
