using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>What Services use up of a quota; <c>pkg/quota/v1/evaluator/core/services.go</c>.</summary>
internal sealed class ServiceQuotaEvaluator() : QuotaEvaluator(new GroupResource("", "services"))
{
    private static readonly string[] Measured = ["count/services", "services", "services.loadbalancers", "services.nodeports"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> MatchingResources(IEnumerable<string> names) =>
        [.. names.Where(Measured.Contains).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override ResourceList Usage(KubeObject item, DateTimeOffset now)
    {
        var service = new ServiceView(item);
        return new ResourceList
        {
            ["count/services"] = Quantity.Of(1),
            ["services"] = Quantity.Of(1),
            ["services.loadbalancers"] = Quantity.Of(service.Type == "LoadBalancer" ? 1 : 0),
            ["services.nodeports"] = Quantity.Of(NodePorts(service)),
        };
    }

    /// <inheritdoc/>
    public override bool Handles(bool isCreate, string subresource, KubeObject item, KubeObject? old) => subresource.Length == 0;

    // Node ports are not allocated yet when a Service is measured: the intent counts.
    private static int NodePorts(ServiceView service) => service.Type switch
    {
        "NodePort" => service.Ports.Count(),
        "LoadBalancer" when service.Object.Spec.Bool("allocateLoadBalancerNodePorts") == false => service.Ports.Count(p => (p.Integer("nodePort") ?? 0) != 0),
        "LoadBalancer" => service.Ports.Count(),
        _ => 0,
    };
}
