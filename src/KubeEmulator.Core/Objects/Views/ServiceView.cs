using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>A Service's fields by name.</summary>
internal readonly record struct ServiceView(KubeObject Object)
{
    public string Name => Object.Name;

    public string Namespace => Object.Namespace;

    public string Type => Object.Spec.String("type") ?? "ClusterIP";

    public string ClusterIP => Object.Spec.StringOrEmpty("clusterIP");

    public bool IsHeadless => ClusterIP == "None";

    public MapValue? Selector => Object.Spec.Map("selector");

    public IEnumerable<MapValue> Ports => Object.Spec.Maps("ports");

    public bool PublishNotReadyAddresses => Object.Spec.Bool("publishNotReadyAddresses") ?? false;

    public string ExternalName => Object.Spec.StringOrEmpty("externalName");
}
