using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Rules;

/// <summary>Objects from YAML, as short as tests like them.</summary>
internal static class Documents
{
    public static KubeObject Object(string yaml) => new((MapValue)YamlText.Parse(yaml));

    public static PodView Pod(string yaml) => new(Object(yaml));

    public static NodeView Node(string yaml) => new(Object(yaml));

    public static MapValue Map(string yaml) => (MapValue)YamlText.Parse(yaml);

    public static DateTimeOffset Time(string text) => KubeTime.Parse(text)!.Value;
}
