using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Annotations that mean something on pods (core <c>ValidatePodSpecificAnnotations</c>).</summary>
internal static class PodAnnotationRules
{
    /// <summary>Marks the shadow of a static pod.</summary>
    public const string Mirror = "kubernetes.io/config.mirror";

    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";
    private const string Tolerations = "scheduler.alpha.kubernetes.io/tolerations";

    public static void Check(FieldErrors errors, FieldPath path, MapValue annotations, MapValue spec, PodRuleOptions options)
    {
        if (annotations.String(Mirror) is { } mirror && spec.StringOrEmpty("nodeName").Length == 0)
        {
            errors.Invalid(path.Key(Mirror), mirror, "must set spec.nodeName if mirror pod annotation is set");
        }

        if (annotations.StringOrEmpty(Tolerations) is { Length: > 0 } text)
        {
            CheckTolerations(errors, path, text);
        }

        if (!options.AllowInvalidDeletionCost && annotations.String(DeletionCost) is { } cost && !IsDeletionCost(cost))
        {
            errors.Invalid(path.Key(DeletionCost), cost, "must be a 32bit integer");
        }

        ProfileRules.Annotations(errors, path, annotations, spec);
    }

    /// <summary>Whether the deletion cost of a stored object is no number: then it may stay.</summary>
    public static bool HasInvalidDeletionCost(MapValue annotations) => annotations.String(DeletionCost) is { } cost && !IsDeletionCost(cost);

    public static void CheckUpdate(FieldErrors errors, FieldPath path, MapValue annotations, MapValue old, MapValue spec, PodRuleOptions options)
    {
        foreach (var (key, value) in old)
        {
            if (annotations[key] != value)
            {
                Unchanged(errors, path, key, "remove or update");
            }
        }

        foreach (var (key, _) in annotations)
        {
            if (!old.ContainsKey(key))
            {
                Unchanged(errors, path, key, "add");
            }
        }

        Check(errors, path, annotations, spec, options);
    }

    private static void Unchanged(FieldErrors errors, FieldPath path, string key, string verb)
    {
        if (ProfileRules.IsAppArmor(key))
        {
            errors.Forbidden(path.Key(key), $"may not {verb} AppArmor annotations");
        }

        if (key == Mirror)
        {
            errors.Forbidden(path.Key(key), $"may not {verb} mirror pod annotation");
        }
    }

    // A plain int32 without a plus sign or leading zeros (core helper GetDeletionCostFromPodAnnotations).
    private static bool IsDeletionCost(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cost) && cost.ToString(CultureInfo.InvariantCulture) is var canonical && (canonical == text || text == "-0");

    private static void CheckTolerations(FieldErrors errors, FieldPath path, string text)
    {
        try
        {
            TolerationRules.Check(errors, path.Child(Tolerations), Value.Parse(text) as ListValue);
        }
        catch (ValueFormatException malformed)
        {
            errors.Invalid(path, Tolerations, malformed.Message);
        }
    }
}
