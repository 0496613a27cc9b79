using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>How objects of a definition become objects of another version. This one changes the version and nothing else (strategy None).</summary>
internal class CustomResourceConversion
{
    private static readonly CustomResourceConversion None = new();

    public static CustomResourceConversion Of(Definition definition, ClusterServices services) =>
        definition.Spec.StringAt("conversion", "strategy") == "Webhook" ? new WebhookConversion(definition, services) : None;

    /// <summary>The document in another version; itself where it is in that version.</summary>
    /// <exception cref="Objects.ApiException">500: a webhook converts, and it failed.</exception>
    public virtual MapValue Convert(MapValue document, string apiVersion) =>
        document.StringOrEmpty("apiVersion") == apiVersion ? document : document.With("apiVersion", apiVersion);
}
