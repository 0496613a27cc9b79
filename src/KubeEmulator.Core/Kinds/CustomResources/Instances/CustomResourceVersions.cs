using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>All versions of a definition, served or not: stored objects may be in any.</summary>
internal sealed class CustomResourceVersions(Definition definition, ClusterServices services)
{
    private readonly Dictionary<string, CustomResourceVersion> _byName = definition.Versions
        .DistinctBy(v => Values.ValueReading.StringOrEmpty(v, "name"))
        .Select(v => new CustomResourceVersion(definition, v))
        .ToDictionary(v => v.Name, StringComparer.Ordinal);

    /// <summary>How documents turn into other versions.</summary>
    public CustomResourceConversion Conversion { get; } = CustomResourceConversion.Of(definition, services);

    public CustomResourceVersion? Find(string name) => _byName.GetValueOrDefault(name);
}
