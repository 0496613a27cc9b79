using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>A taint's fields by name.</summary>
internal readonly record struct TaintView(MapValue Root)
{
    public string Key => Root.StringOrEmpty("key");

    public string Value => Root.StringOrEmpty("value");

    public string Effect => Root.StringOrEmpty("effect");

    /// <summary>When the taint was added, RFC 3339.</summary>
    public string? TimeAdded => Root.String("timeAdded");

    /// <summary>Whether new pods stay away from the node for it.</summary>
    public bool KeepsNewPodsAway => Effect is "NoSchedule" or "NoExecute";

    /// <summary><c>key=value:Effect</c>, as messages show it.</summary>
    public override string ToString() => (Effect, Value) switch
    {
        ("", "") => Key,
        ("", _) => $"{Key}={Value}:",
        (_, "") => $"{Key}:{Effect}",
        _ => $"{Key}={Value}:{Effect}",
    };
}
