using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>A Node's fields by name.</summary>
internal readonly record struct NodeView(KubeObject Object)
{
    public string Name => Object.Name;

    public MapValue Labels => Object.Metadata.Labels;

    public bool Unschedulable => Object.Spec.Bool("unschedulable") ?? false;

    public string ProviderID => Object.Spec.StringOrEmpty("providerID");

    public IEnumerable<TaintView> Taints => Object.Spec.Maps("taints").Select(t => new TaintView(t));

    public MapValue? Allocatable => Object.Status.Map("allocatable");

    public MapValue? Capacity => Object.Status.Map("capacity");

    public IEnumerable<MapValue> Conditions => Object.Status.Maps("conditions");

    public IEnumerable<MapValue> Images => Object.Status.Maps("images");
}
