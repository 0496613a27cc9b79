namespace KubeEmulator.Patching.Apply;

/// <summary>
/// Which fields a resource's writes may own (upstream's reset fields): those outside of a set for most, or those that
/// match a pattern for subresources such as <c>pods/resize</c>.
/// </summary>
internal abstract class FieldFilter
{
    /// <summary>The part of a set that passes.</summary>
    public abstract FieldSet Apply(FieldSet set);

    /// <summary>Everything but the given paths and what is below them.</summary>
    public static FieldFilter Exclude(FieldSet paths) => new ExcludeFilter(paths);

    /// <summary>Only what is below one of the patterns; an empty name in a pattern matches any element.</summary>
    public static FieldFilter Include(params IReadOnlyList<string[]> patterns) => new IncludeFilter(patterns);

    private sealed class ExcludeFilter(FieldSet paths) : FieldFilter
    {
        public override FieldSet Apply(FieldSet set) => KnownResults.RecursiveDifference(set, paths);
    }

    private sealed class IncludeFilter(IReadOnlyList<string[]> patterns) : FieldFilter
    {
        public override FieldSet Apply(FieldSet set) => Apply(set, patterns, 0);

        private static FieldSet Apply(FieldSet set, IReadOnlyList<string[]> patterns, int depth)
        {
            var kept = default(FieldSetBuilder);
            foreach (var entry in set.Entries)
            {
                var matching = patterns.Where(p => p[depth].Length == 0 || (entry.Element.Kind == PathElementKind.Field && p[depth] == entry.Element.Name)).ToArray();
                if (matching.Length == 0)
                {
                    continue;
                }

                var whole = matching.Any(p => p.Length == depth + 1);
                kept.Add(entry.Element, entry.IsMember, whole || entry.Children is null ? entry.Children : Apply(entry.Children, matching, depth + 1));
            }

            return kept.Build();
        }
    }
}
