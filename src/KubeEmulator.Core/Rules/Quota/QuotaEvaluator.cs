using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>
/// What objects of one resource use up of a quota; apiserver's <c>pkg/quota/v1</c>. This base counts objects, which is all there
/// is to most resources; those that use more override it.
/// </summary>
internal class QuotaEvaluator
{
    private readonly string[] _names;

    /// <summary>An evaluator that counts objects, perhaps under an older name too.</summary>
    public QuotaEvaluator(GroupResource resource, string? alias = null)
    {
        Resource = resource;
        _names = alias is null ? [ResourceNames.CountOf(resource)] : [ResourceNames.CountOf(resource), alias];
    }

    /// <summary>The resource measured.</summary>
    public GroupResource Resource { get; }

    /// <summary>The resources of a quota that objects of this resource use.</summary>
    public virtual IReadOnlyList<string> MatchingResources(IEnumerable<string> names) => [.. names.Where(_names.Contains).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What one object uses.</summary>
    public virtual ResourceList Usage(KubeObject item, DateTimeOffset now)
    {
        var usage = new ResourceList();
        foreach (var name in _names)
        {
            usage[name] = Quantity.Of(1);
        }

        return usage;
    }

    /// <summary>Whether an object is within a scope; an unknown scope matches nothing.</summary>
    public virtual bool MatchesScope(MapValue scope, KubeObject item) => false;

    /// <summary>What an object must say before it may be measured by a quota on these resources; null where nothing is missing.</summary>
    public virtual string? CheckConstraints(IReadOnlyCollection<string> required, KubeObject item) => null;

    /// <summary>Whether a write is measured. Creations always are; updates of objects whose usage changes with them.</summary>
    public virtual bool Handles(bool isCreate, string subresource, KubeObject item, KubeObject? old) => isCreate && subresource.Length == 0;

    /// <summary>The scope requirements of a quota, old form and new.</summary>
    public static IEnumerable<MapValue> Scopes(KubeObject quota) =>
        quota.Spec.Strings("scopes").Select(name => MapValue.Of(("scopeName", name), ("operator", "Exists")))
            .Concat(quota.Spec.Map("scopeSelector")?.Maps("matchExpressions") ?? []);

    /// <summary>Whether a quota is about an object: it limits something the object uses, and all its scopes hold.</summary>
    public bool Matches(KubeObject quota, KubeObject item) =>
        MatchingResources(Names(quota.Status.Map("hard"))).Count > 0 && Scopes(quota).All(scope => MatchesScope(scope, item));

    /// <summary>The sum over objects in the scopes of a quota, zero for every matching resource that nothing uses.</summary>
    public ResourceList Sum(KubeObject quota, IEnumerable<string> hard, IEnumerable<KubeObject> items, DateTimeOffset now)
    {
        var sum = new ResourceList();
        foreach (var name in MatchingResources(hard))
        {
            sum[name] = Quantity.Zero;
        }

        var scopes = Scopes(quota).ToArray();
        foreach (var item in items)
        {
            if (scopes.All(scope => MatchesScope(scope, item)))
            {
                sum.Add(Usage(item, now));
            }
        }

        return sum;
    }

    /// <summary>Whether a scope that selects by value holds, given the value under the scope's name (none where absent).</summary>
    protected static bool MatchesSelector(MapValue scope, string? value)
    {
        var name = scope.StringOrEmpty("scopeName");
        return LabelSelector.OperatorOf(scope.StringOrEmpty("operator")) is { } @operator
            && LabelRequirement.TryCreate(name, @operator, [.. scope.Strings("values")], out var requirement, out _)
            && requirement.Matches(value is null ? MapValue.Empty : MapValue.Of((name, value)));
    }

    /// <summary>A map's member names.</summary>
    protected static IEnumerable<string> Names(MapValue? map) => map?.Select(m => m.Key) ?? [];
}
