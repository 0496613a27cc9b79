namespace KubeEmulator.Api;

/// <summary>A call that may go wrong.</summary>
/// <param name="User">Who calls.</param>
/// <param name="Verb">Kubernetes' verb.</param>
/// <param name="Group">The API group; empty for core and for paths that are not about resources.</param>
/// <param name="Resource">The plural resource; empty for other paths.</param>
/// <param name="Subresource">The subresource, or empty.</param>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="Name">The object's name, or empty.</param>
public readonly record struct FaultedCall(string User, string Verb, string Group, string Resource, string Subresource, string Namespace, string Name);
