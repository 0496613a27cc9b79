using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>IngressClasses. Upstream: <c>pkg/registry/networking/ingressclass/strategy.go</c>.</summary>
internal sealed class IngressClassBehavior : KindBehavior
{
    public override TableColumns Columns => NetworkingColumns.IngressClass;

    public override bool TracksGeneration => true;

    public override MapValue Default(MapValue document, string version) =>
        document.EditMap("spec", spec => spec.EditMap("parameters", parameters => parameters.WithDefault("scope", "Cluster")));
}
