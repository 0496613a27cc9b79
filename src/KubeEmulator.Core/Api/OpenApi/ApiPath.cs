namespace KubeEmulator.Api;

/// <summary>One path of the API and what may be done there; written as OpenAPI v2 or v3.</summary>
internal sealed record ApiPath(string Path, IReadOnlyList<ApiOperation> Operations);
