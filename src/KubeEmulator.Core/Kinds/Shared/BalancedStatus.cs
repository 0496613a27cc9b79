using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The status of Services and Ingresses, where a load balancer writes how it is reached.</summary>
internal sealed class BalancedStatus(Action<FieldErrors, MapValue, KubeObject> check) : StatusBehavior
{
    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        check(errors, document, old);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject old, Action<string> warn) =>
        LoadBalancerStatusRules.Warn(document.Map("status") ?? MapValue.Empty, warn);
}
