using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>A toleration's fields by name.</summary>
internal readonly record struct TolerationView(MapValue Root)
{
    public string Key => Root.StringOrEmpty("key");

    public string Operator => Root.StringOrEmpty("operator");

    public string Value => Root.StringOrEmpty("value");

    /// <summary>The effect; empty for all of them.</summary>
    public string Effect => Root.StringOrEmpty("effect");

    /// <summary>How long a NoExecute taint is tolerated; null for ever.</summary>
    public long? TolerationSeconds => Root.Integer("tolerationSeconds");
}
