using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>Ingresses. Upstream: <c>pkg/registry/networking/ingress/strategy.go</c>.</summary>
internal sealed class IngressBehavior : SpecStatusBehavior
{
    public override TableColumns Columns => NetworkingColumns.Ingress;

    public override bool TracksGeneration => true;
}
