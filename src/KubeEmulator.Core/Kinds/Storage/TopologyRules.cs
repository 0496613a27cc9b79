using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Where volumes of a class may be (core <c>ValidateTopologySelectorTerm</c>).</summary>
internal static class TopologyRules
{
    public static void Check(FieldErrors errors, FieldPath path, IEnumerable<MapValue> terms)
    {
        var all = terms.ToArray();
        var known = new List<Dictionary<string, HashSet<string>>>();
        // Upstream's list of known terms begins with as many empty ones as there are terms.
        known.AddRange(all.Select(_ => new Dictionary<string, HashSet<string>>()));
        for (var i = 0; i < all.Length; i++)
        {
            var at = path.Index(i).Child("matchLabelExpressions");
            var term = Term(errors, at, all[i]);
            foreach (var _ in known.Where(k => Same(k, term)))
            {
                errors.Duplicate(at, "");
            }

            known.Add(term);
        }
    }

    private static Dictionary<string, HashSet<string>> Term(FieldErrors errors, FieldPath path, MapValue term)
    {
        var raw = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var index = 0;
        foreach (var expression in term.Maps("matchLabelExpressions"))
        {
            var at = path.Index(index++);
            var key = expression.StringOrEmpty("key");
            var values = Values(errors, at.Child("values"), [.. expression.Strings("values")]);
            LabelSelectorRules.CheckLabelName(errors, at.Child("key"), key);
            if (raw.ContainsKey(key))
            {
                errors.Duplicate(at.Child("key"), key);
            }

            raw[key] = values;
        }

        return raw;
    }

    private static HashSet<string> Values(FieldErrors errors, FieldPath path, string[] values)
    {
        if (values.Length == 0)
        {
            errors.Required(path);
        }

        var set = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            if (!set.Add(values[i]))
            {
                errors.Duplicate(path.Index(i), values[i]);
            }
        }

        return set;
    }

    private static bool Same(Dictionary<string, HashSet<string>> left, Dictionary<string, HashSet<string>> right) =>
        left.Count == right.Count && left.All(l => right.TryGetValue(l.Key, out var values) && values.SetEquals(l.Value));
}
