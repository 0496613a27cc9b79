namespace KubeEmulator.Server.Content;

/// <summary>The formats of bodies.</summary>
internal enum ContentFormat
{
    /// <summary><c>application/json</c>.</summary>
    Json,

    /// <summary><c>application/yaml</c>.</summary>
    Yaml,

    /// <summary><c>application/vnd.kubernetes.protobuf</c>: read, never written.</summary>
    Protobuf,
}
