using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>A container's fields by name.</summary>
internal readonly record struct ContainerView(MapValue Root)
{
    public string Name => Root.StringOrEmpty("name");

    public string Image => Root.StringOrEmpty("image");

    public MapValue? Requests => Root.Map("resources")?.Map("requests");

    public MapValue? Limits => Root.Map("resources")?.Map("limits");

    /// <summary>Whether an init container keeps running beside the containers (a sidecar).</summary>
    public bool IsRestartable => Root.String("restartPolicy") == "Always";

    public IEnumerable<MapValue> Ports => Root.Maps("ports");

    public IEnumerable<MapValue> Env => Root.Maps("env");

    public MapValue? ReadinessProbe => Root.Map("readinessProbe");
}
