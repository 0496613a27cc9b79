namespace KubeEmulator.Server.Content;

/// <summary>The formats that answers are written in.</summary>
internal enum ContentFormat
{
    /// <summary><c>application/json</c>.</summary>
    Json,

    /// <summary><c>application/yaml</c>.</summary>
    Yaml,
}
