namespace KubeEmulator.Server.Content;

/// <summary>Media types by name.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";

    public const string Yaml = "application/yaml";

    public const string Protobuf = "application/vnd.kubernetes.protobuf";

    public const string PlainText = "text/plain; charset=utf-8";

    public const string JsonPatch = "application/json-patch+json";

    public const string MergePatch = "application/merge-patch+json";

    public const string StrategicMergePatch = "application/strategic-merge-patch+json";

    public const string ApplyPatch = "application/apply-patch+yaml";

    /// <summary>What the real server names as acceptable; protobuf is named as well and served nowhere here.</summary>
    public static readonly IReadOnlyList<string> Served = [Json, Yaml, Protobuf];
}
