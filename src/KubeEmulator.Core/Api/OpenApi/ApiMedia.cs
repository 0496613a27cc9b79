namespace KubeEmulator.Api;

/// <summary>The media types that operations name, in the order served.</summary>
internal static class ApiMedia
{
    public static readonly string[] Any = ["*/*"];

    public static readonly string[] Documents = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];

    public static readonly string[] Lists =
        [.. Documents, "application/json;stream=watch", "application/vnd.kubernetes.protobuf;stream=watch"];

    public static readonly string[] Log = ["text/plain", .. Documents];

    public static readonly string[] Patches =
        ["application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml"];

    /// <summary>Custom resources have no protobuf form.</summary>
    public static readonly string[] CustomDocuments = ["application/json", "application/yaml"];

    /// <summary>Custom resources have no strategic merge.</summary>
    public static readonly string[] CustomPatches = ["application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml"];
}
