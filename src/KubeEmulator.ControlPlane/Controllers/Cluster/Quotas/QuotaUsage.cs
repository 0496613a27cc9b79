using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>What a namespace uses of a quota; apiserver's <c>pkg/quota/v1/resources.go</c> (CalculateUsage). Pure.</summary>
internal static class QuotaUsage
{
    private const string CountPrefix = "count/";

    /// <summary>The status that a quota should have.</summary>
    public static MapValue Status(Snapshot snapshot, KubeObject quota, DateTimeOffset now)
    {
        var hard = ResourceList.From(quota.Spec.Map("hard"));
        string[] names = [.. hard.Names];
        var used = ResourceList.From(quota.Status.Map("used"));
        var measured = new ResourceList();
        foreach (var evaluator in Evaluators(names))
        {
            measured.Add(evaluator.Sum(quota, names, snapshot.List(evaluator.Resource, quota.Namespace), now));
        }

        foreach (var (name, amount) in measured.Masked(names))
        {
            used[name] = amount;
        }

        return MapValue.Of(("hard", hard.ToValue()), ("used", used.Masked(names).ToValue()));
    }

    /// <summary>Whether a status says the same amounts as another, however they are written.</summary>
    public static bool Same(MapValue status, MapValue other) =>
        status.Map("hard") is not null
        && status.Map("used") is not null
        && ResourceList.From(status.Map("hard")).Same(ResourceList.From(other.Map("hard")))
        && ResourceList.From(status.Map("used")).Same(ResourceList.From(other.Map("used")));

    /// <summary>Whether objects of a resource count against a quota.</summary>
    public static bool Measures(KubeObject quota, GroupResource resource) =>
        quota.Status.Map("hard") is { } hard && QuotaEvaluators.For(resource).MatchingResources(hard.Select(m => m.Key)).Count > 0;

    private static IEnumerable<QuotaEvaluator> Evaluators(string[] names)
    {
        var found = QuotaEvaluators.All.Where(e => e.MatchingResources(names).Count > 0).ToDictionary(e => e.Resource);
        foreach (var name in names.Where(n => n.StartsWith(CountPrefix, StringComparison.Ordinal)))
        {
            var resource = name[CountPrefix.Length..].Split('.', 2) is [var plural, var group] ? new GroupResource(group, plural) : new GroupResource("", name[CountPrefix.Length..]);
            found.TryAdd(resource, QuotaEvaluators.For(resource));
        }

        return found.Values;
    }
}
