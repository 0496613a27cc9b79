namespace KubeEmulator;

/// <summary>How a state is written to a file.</summary>
public enum StateFormat
{
    /// <summary>
    /// Compact, and read back in an instant: every object with its uid and resource version, and the time. Only for the version of
    /// KubeEmulator's format and of Kubernetes that wrote it.
    /// </summary>
    Fast,

    /// <summary>YAML documents, as <c>kubectl get -o yaml</c> and <c>kwokctl snapshot save</c> write objects: for people, diffs and other clusters.</summary>
    Yaml,

    /// <summary>The same as one JSON List.</summary>
    Json,
}
