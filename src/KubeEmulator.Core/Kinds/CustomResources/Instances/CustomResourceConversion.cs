using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>How objects of a definition become objects of another version. This one changes the version and nothing else (strategy None).</summary>
internal class CustomResourceConversion
{
    private static readonly CustomResourceConversion None = new();

    public static CustomResourceConversion Of(Definition definition) => None;

    /// <summary>The document in another version; itself where it is in that version.</summary>
    public virtual MapValue Convert(MapValue document, string apiVersion) =>
        document.StringOrEmpty("apiVersion") == apiVersion ? document : document.With("apiVersion", apiVersion);
}
