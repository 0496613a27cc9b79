using System.Globalization;
using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Requests;

/// <summary>Options of writes in the query, with all their faults at once. Upstream: apimachinery <c>meta/v1/validation</c>.</summary>
internal static class WriteQuery
{
    private const int FieldManagerMaxBytes = 128;
    private static readonly WriteOptions Nothing = new() { FieldValidation = FieldValidation.Warn };

    /// <summary>Options of a create.</summary>
    /// <exception cref="ApiException">422 with all faults.</exception>
    public static WriteOptions ReadCreate(QueryValues query) => Read(query, "CreateOptions");

    /// <summary>Options of an update.</summary>
    /// <exception cref="ApiException">422 with all faults.</exception>
    public static WriteOptions ReadUpdate(QueryValues query) => Read(query, "UpdateOptions");

    /// <summary>Options of a patch.</summary>
    /// <exception cref="ApiException">422 with all faults.</exception>
    public static PatchOptions ReadPatch(QueryValues query, PatchType type)
    {
        var errors = new FieldErrors();
        var force = query.Flag("force");
        if (type == PatchType.Apply)
        {
            if (string.IsNullOrEmpty(query.First("fieldManager")))
            {
                errors.Required(FieldPath.Of("fieldManager"), "is required for apply patch");
            }
        }
        else if (force is not null)
        {
            errors.Forbidden(FieldPath.Of("force"), "may not be specified for non-apply patch");
        }

        var common = ReadCommon(query, errors);
        ThrowIfAny(errors, "PatchOptions");
        return new PatchOptions { DryRun = common.DryRun, FieldManager = common.FieldManager, FieldValidation = common.FieldValidation, Force = force ?? false };
    }

    /// <summary>422 where there are faults.</summary>
    internal static void ThrowIfAny(FieldErrors errors, string kind)
    {
        if (errors.Count > 0)
        {
            throw StatusDocument.Invalid(new GroupKind("meta.k8s.io", kind), "", errors).ToException();
        }
    }

    internal static bool CheckDryRun(IReadOnlyList<string> values, FieldErrors errors)
    {
        if (values.Any(v => v != "All"))
        {
            errors.NotSupported(FieldPath.Of("dryRun"), ListValue.From(values.Select(v => (Value)v)), "All");
        }

        return values.Count > 0;
    }

    private static WriteOptions Read(QueryValues query, string kind)
    {
        if (query.Pairs.Count == 0)
        {
            return Nothing;
        }

        var errors = new FieldErrors();
        var options = ReadCommon(query, errors);
        ThrowIfAny(errors, kind);
        return options;
    }

    private static WriteOptions ReadCommon(QueryValues query, FieldErrors errors)
    {
        var manager = query.First("fieldManager") ?? "";
        CheckFieldManager(manager, errors);
        var dryRun = CheckDryRun([.. query.All("dryRun")], errors);
        var validation = query.First("fieldValidation") ?? "";
        if (validation is not ("" or "Ignore" or "Strict" or "Warn"))
        {
            errors.NotSupported(FieldPath.Of("fieldValidation"), validation, "", "Ignore", "Strict", "Warn");
        }

        return new WriteOptions
        {
            DryRun = dryRun,
            FieldManager = manager.Length > 0 ? manager : null,
            FieldValidation = validation switch { "Ignore" => FieldValidation.Ignore, "Strict" => FieldValidation.Strict, _ => FieldValidation.Warn },
        };
    }

    private static void CheckFieldManager(string manager, FieldErrors errors)
    {
        if (Encoding.UTF8.GetByteCount(manager) > FieldManagerMaxBytes)
        {
            errors.TooLong(FieldPath.Of("fieldManager"), FieldManagerMaxBytes);
        }

        var position = 0;
        foreach (var rune in manager.EnumerateRunes())
        {
            if (!IsPrintable(rune))
            {
                errors.Invalid(FieldPath.Of("fieldManager"), manager, $"invalid character {Describe(rune)} (at position {position})");
            }

            position += rune.Utf8SequenceLength;
        }
    }

    // Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space.
    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator => false,
        _ => true,
    };

    // Go's %#U, which shows the character itself only where it is printable.
    private static string Describe(Rune rune) => $"U+{rune.Value:X4}";
}
