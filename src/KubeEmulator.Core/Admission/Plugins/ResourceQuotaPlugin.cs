using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>
/// Charges what a write uses to the namespace's quotas, or refuses it; <c>admission/plugin/resourcequota/controller.go</c>. The
/// quotas' new usage goes into the commit of the object, so a write that races another for the last of a quota is judged again.
/// </summary>
internal sealed class ResourceQuotaPlugin : AdmissionPlugin
{
    private static readonly GroupResource Quotas = new("", "resourcequotas");

    // Events come in any number, and reviews and the like are not stored (pkg/quota/v1/install/registry.go).
    private static readonly HashSet<(string Group, string Plural)> Ignored =
    [
        ("", "events"), ("events.k8s.io", "events"), ("", "namespaces"), ("", "bindings"), ("", "componentstatuses"),
        ("authentication.k8s.io", "tokenreviews"), ("authorization.k8s.io", "subjectaccessreviews"), ("authorization.k8s.io", "selfsubjectaccessreviews"),
        ("authorization.k8s.io", "localsubjectaccessreviews"), ("authorization.k8s.io", "selfsubjectrulesreviews"),
    ];

    /// <inheritdoc/>
    public override string Name => "ResourceQuota";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation is Operation.Create or Operation.Update
        && attributes.Namespace.Length > 0
        && (attributes.Subresource.Length == 0 || (attributes.Subresource == "resize" && attributes.Concerns("", "pods")))
        && !Ignored.Contains((attributes.Type.Group, attributes.Type.Plural));

    /// <inheritdoc/>
    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var quotas = attributes.Snapshot.List(Quotas, attributes.Namespace);
        if (quotas.Count == 0 || attributes.Object is not { } document)
        {
            return ValueTask.CompletedTask;
        }

        var item = new KubeObject(document);
        var old = attributes.OldObject is { } before ? new KubeObject(before) : null;
        var evaluator = QuotaEvaluators.For(attributes.Type.GroupResource);
        if (evaluator.Handles(attributes.Operation == Operation.Create, attributes.Subresource, item, old))
        {
            Charge(attributes, evaluator, [.. quotas.Where(q => evaluator.Matches(q, item))], item, old);
        }

        return ValueTask.CompletedTask;
    }

    private static void Charge(AdmissionAttributes attributes, QuotaEvaluator evaluator, KubeObject[] quotas, KubeObject item, KubeObject? old)
    {
        foreach (var quota in quotas)
        {
            RequireMeasurable(attributes, evaluator, quota, item);
        }

        var now = attributes.Services.Clock.GetUtcNow();
        var usage = evaluator.Usage(item, now);
        var negative = usage.Names.Where(name => usage[name].Sign < 0).ToArray();
        if (negative.Length > 0)
        {
            throw attributes.Forbidden($"quota usage is negative for resource(s): {string.Join(',', negative)}");
        }

        foreach (var quota in quotas)
        {
            var delta = old is not null && evaluator.Matches(quota, old) ? Growth(usage, evaluator.Usage(old, now)) : usage;
            Charge(attributes, quota, delta);
        }
    }

    private static void RequireMeasurable(AdmissionAttributes attributes, QuotaEvaluator evaluator, KubeObject quota, KubeObject item)
    {
        var restricted = evaluator.MatchingResources(ResourceList.From(quota.Status.Map("hard")).Names);
        if (evaluator.CheckConstraints(restricted, item) is { } fault)
        {
            throw attributes.Forbidden($"failed quota: {quota.Name}: {fault}");
        }

        var used = ResourceList.From(quota.Status.Map("used"));
        if (!restricted.All(used.Contains))
        {
            throw attributes.Forbidden($"status unknown for quota: {quota.Name}, resources: {string.Join(',', restricted)}");
        }
    }

    private static void Charge(AdmissionAttributes attributes, KubeObject quota, ResourceList delta)
    {
        var hard = ResourceList.From(quota.Status.Map("hard"));
        var used = ResourceList.From(quota.Status.Map("used"));
        var requested = delta.Masked(hard.Names.Where(name => !delta[name].IsZero));
        if (requested.Count == 0)
        {
            return;
        }

        var total = used.Copy().Add(requested);
        var exceeded = total.Masked(requested.Names).Exceeding(hard).ToArray();
        if (exceeded.Length > 0)
        {
            throw attributes.Forbidden($"exceeded quota: {quota.Name}, requested: {requested.Masked(exceeded)}, used: {used.Masked(exceeded)}, limited: {hard.Masked(exceeded)}");
        }

        // The API server owns the amounts that it charges.
        var status = quota.Status.With("used", total.ToValue());
        var type = attributes.Services.Catalog.FindStored(Quotas)!;
        var charged = quota.With(FieldOwners.TrackUpdate(type, "status", quota, quota.WithStatus(status).Root, "kube-apiserver", attributes.Services));
        attributes.AlsoWrite.Add(new StoreWrite.Replace(new ObjectKey(Quotas, quota.Namespace, quota.Name), charged, quota.Metadata.Revision));
    }

    // What an update gives back is not credited here: the quota controller recounts.
    private static ResourceList Growth(ResourceList usage, ResourceList before)
    {
        var growth = usage.Copy().Subtract(before);
        foreach (var name in growth.Names.Where(name => growth[name].Sign < 0).ToArray())
        {
            growth[name] = Quantity.Zero;
        }

        return growth;
    }
}
