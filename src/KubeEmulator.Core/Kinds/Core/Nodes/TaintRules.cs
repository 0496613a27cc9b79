using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Taints: sound and one for each key and effect (core <c>validateNodeTaints</c>).</summary>
internal static class TaintRules
{
    public static void Check(FieldErrors errors, FieldPath path, ListValue? taints)
    {
        var seen = new HashSet<(string Key, string Effect)>();
        for (var i = 0; i < (taints?.Count ?? 0); i++)
        {
            var (at, taint) = (path.Index(i), taints![i] as MapValue ?? MapValue.Empty);
            var (key, value, effect) = (taint.StringOrEmpty("key"), taint.StringOrEmpty("value"), taint.StringOrEmpty("effect"));
            LabelSelectorRules.CheckLabelName(errors, at.Child("key"), key);
            if (NameRules.CheckLabelValue(value) is { Count: > 0 } faults)
            {
                errors.Invalid(at.Child("value"), value, string.Join(';', faults));
            }

            TolerationRules.TaintEffect(errors, at.Child("effect"), effect);
            if (!seen.Add((key, effect)))
            {
                errors.Add(new FieldError(FieldErrorType.Duplicate, at.ToString(), $"Duplicate value: {InternalText.Of(taint, "io.k8s.api.core.v1.Taint")}: taints must be unique by key and effect pair"));
            }
        }
    }
}
