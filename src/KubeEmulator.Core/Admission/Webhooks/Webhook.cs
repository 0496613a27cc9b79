using System.Runtime.CompilerServices;
using KubeEmulator.Api;
using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>One webhook of a configuration, read and compiled once per version of the object.</summary>
internal sealed class Webhook
{
    private static readonly ConditionalWeakTable<KubeObject, Webhook[]> Cache = [];
    private readonly IReadOnlyList<MapValue> _rules;
    private readonly HookSelectors _selectors;
    private readonly Lazy<MatchConditions?> _conditions;
    private readonly bool _matchesEquivalent;

    private Webhook(KubeObject configuration, MapValue facts, int number)
    {
        Configuration = configuration.Name;
        Name = facts.StringOrEmpty("name");
        Key = $"{Configuration}/{Name}/{number}";
        Client = WebhookClient.From(facts.Map("clientConfig") ?? MapValue.Empty);
        IgnoresFailures = facts.String("failurePolicy") == "Ignore";
        AllowsDryRun = facts.String("sideEffects") is "None" or "NoneOnDryRun";
        Timeout = TimeSpan.FromSeconds(facts.Integer("timeoutSeconds") ?? 10);
        IsReinvoked = facts.String("reinvocationPolicy") == "IfNeeded";
        ReviewVersion = facts.Strings("admissionReviewVersions").FirstOrDefault(version => version is "v1" or "v1beta1");
        _rules = [.. facts.Maps("rules")];
        _selectors = new HookSelectors(facts);
        _matchesEquivalent = facts.String("matchPolicy") != "Exact";
        _conditions = new(() => MatchConditions.Compile(facts, new AdmissionExpressions(hasParams: false, hasVariables: false)));
    }

    /// <summary>The name of the configuration.</summary>
    public string Configuration { get; }

    /// <summary>The webhook's own name.</summary>
    public string Name { get; }

    /// <summary>What tells it from all others.</summary>
    public string Key { get; }

    public WebhookClient Client { get; }

    public bool IgnoresFailures { get; }

    public bool AllowsDryRun { get; }

    public bool IsReinvoked { get; }

    public TimeSpan Timeout { get; }

    /// <summary>The version of reviews that it understands; null where it names none that the server knows.</summary>
    public string? ReviewVersion { get; }

    /// <summary>The webhooks of all configurations of a resource, configurations by name.</summary>
    public static IEnumerable<Webhook> In(Snapshot snapshot, string plural) =>
        snapshot.List(new GroupResource("admissionregistration.k8s.io", plural)) is { Count: > 0 } configurations ? All(configurations) : [];

    private static IEnumerable<Webhook> All(ObjectRange configurations)
    {
        foreach (var configuration in configurations)
        {
            foreach (var webhook in Cache.GetValue(configuration, static c => [.. Read(c)]))
            {
                yield return webhook;
            }
        }
    }

    /// <summary>
    /// What the webhook sees the request as; null where it is not called. Upstream: <c>ShouldCallHook</c> in
    /// <c>plugin/webhook/generic/webhook.go</c>.
    /// </summary>
    /// <exception cref="ApiException">Whether it is called cannot be told.</exception>
    public HookTarget? Match(AdmissionAttributes attributes)
    {
        if (!_selectors.Matches(attributes, out var error) || RuleMatch.Find(_rules, _matchesEquivalent, attributes) is not { } target)
        {
            return null;
        }

        if (error is not null)
        {
            throw error;
        }

        if (_conditions.Value is not { } conditions)
        {
            return target;
        }

        var input = new ExpressionInput(attributes, target, HookObjects.Show(attributes.Object, attributes, target), HookObjects.Show(attributes.OldObject, attributes, target));
        var matches = conditions.Match(input, out var why);
        return why.Length > 0
            ? throw StatusDocument.Forbidden(target.Type.GroupResource, attributes.Name, why).ToException()
            : matches ? target : null;
    }

    private static IEnumerable<Webhook> Read(KubeObject configuration)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var facts in configuration.Root.Maps("webhooks"))
        {
            var name = facts.StringOrEmpty("name");
            var number = counts[name] = counts.GetValueOrDefault(name, -1) + 1;
            yield return new Webhook(configuration, facts, number);
        }
    }
}
