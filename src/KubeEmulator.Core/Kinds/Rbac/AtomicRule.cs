using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// One right: one verb on one resource of one group (perhaps of one name), or on one URL. A right is held by one rule or not at
/// all. Upstream: <c>component-helpers/auth/rbac/validation/policy_comparator.go</c>.
/// </summary>
internal sealed record AtomicRule(string Verb)
{
    /// <summary>Whether it is about a resource (else about <see cref="Url"/>).</summary>
    public bool IsResource { get; init; }

    public string Group { get; init; } = "";

    public string Resource { get; init; } = "";

    /// <summary>The object's name; null for all.</summary>
    public string? Name { get; init; }

    public string Url { get; init; } = "";

    /// <summary>The rights that a rule gives.</summary>
    public static IEnumerable<AtomicRule> Of(MapValue rule)
    {
        string?[] names = [.. rule.Strings("resourceNames")];
        names = names.Length == 0 ? [null] : names;
        var resources =
            from @group in rule.Strings("apiGroups")
            from resource in rule.Strings("resources")
            from verb in rule.Strings("verbs")
            from name in names
            select new AtomicRule(verb) { IsResource = true, Group = @group, Resource = resource, Name = name };
        var urls = from url in rule.Strings("nonResourceURLs") from verb in rule.Strings("verbs") select new AtomicRule(verb) { Url = url };
        return resources.Concat(urls);
    }

    /// <summary>A rule's lists, read once for many comparisons.</summary>
    public static Held Sets(MapValue rule) => new(
        [.. rule.Strings("verbs")],
        [.. rule.Strings("apiGroups")],
        [.. rule.Strings("resources")],
        [.. rule.Strings("resourceNames")],
        [.. rule.Strings("nonResourceURLs")]);

    public bool IsCoveredBy(Held rule) => Has(rule.Verbs, Verb) && (IsResource
        ? Has(rule.Groups, Group) && CoversResource(rule.Resources) && (rule.Names.Length == 0 || (Name is not null && rule.Names.Contains(Name)))
        : rule.Names.Length == 0 && Array.Exists(rule.Urls, CoversUrl));

    /// <summary>The right as a 403 shows it, with all verbs that go with it.</summary>
    public string Describe(IReadOnlyList<string> verbs)
    {
        var parts = IsResource ? $"APIGroups:{List(Group)}, Resources:{List(Resource)}" : $"NonResourceURLs:{List(Url)}";
        parts += Name is null ? "" : $", ResourceNames:{List(Name)}";
        return $"{{{parts}, Verbs:{List([.. verbs])}}}";
    }

    private static string List(params ReadOnlySpan<string> items)
    {
        var quoted = new string[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            quoted[i] = GoText.Quote(items[i]);
        }

        return $"[{string.Join(' ', quoted)}]";
    }

    private static bool Has(string[] values, string wanted) => values.Contains("*") || values.Contains(wanted);

    // "*/scale" covers that subresource of every resource.
    private bool CoversResource(string[] resources)
    {
        var slash = Resource.IndexOf('/', StringComparison.Ordinal);
        return Has(resources, Resource) || (slash >= 0 && resources.Contains("*" + Resource[slash..]));
    }

    private bool CoversUrl(string held) => held == Url || (held.EndsWith('*') && Url.StartsWith(held.TrimEnd('*'), StringComparison.Ordinal));

    /// <summary>The lists of a rule that somebody holds.</summary>
    internal sealed record Held(string[] Verbs, string[] Groups, string[] Resources, string[] Names, string[] Urls);
}
