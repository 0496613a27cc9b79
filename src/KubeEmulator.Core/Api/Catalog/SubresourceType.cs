using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>A subresource as served.</summary>
/// <param name="Name">The name after the object's, such as <c>status</c>.</param>
/// <param name="Kind">The kind it answers with.</param>
/// <param name="GroupVersion">The group and version of that kind, where it is not the resource's own.</param>
/// <param name="Verbs">The verbs served.</param>
public sealed record SubresourceType(string Name, string Kind, GroupVersion GroupVersion, IReadOnlyList<string> Verbs);
