using KubeEmulator.Objects;

namespace KubeEmulator.Schemas;

/// <summary>A subresource: its name, the kind it speaks and its verbs.</summary>
/// <param name="Name">The path segment behind the object's name: <c>status</c>, <c>scale</c>, <c>eviction</c>.</param>
/// <param name="Kind">The kind of its documents, with group and version: <c>autoscaling/v1 Scale</c>.</param>
/// <param name="Verbs">The verbs that discovery lists, sorted.</param>
internal sealed record SubresourceFacts(string Name, GroupVersionKind Kind, IReadOnlyList<string> Verbs);
