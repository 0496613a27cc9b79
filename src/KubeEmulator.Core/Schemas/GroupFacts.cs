namespace KubeEmulator.Schemas;

/// <summary>A built-in API group.</summary>
/// <param name="Name">The group; empty for the core group.</param>
/// <param name="Package">What its types' OpenAPI names begin with: <c>io.k8s.api.apps</c>.</param>
/// <param name="Versions">Its versions, the preferred one first.</param>
internal sealed record GroupFacts(string Name, string Package, IReadOnlyList<string> Versions);
