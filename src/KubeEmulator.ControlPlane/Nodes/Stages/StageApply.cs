using KubeEmulator.Api;
using KubeEmulator.Nodes.Stages.Templates;

namespace KubeEmulator.Nodes.Stages;

/// <summary>Another object to create, or to patch where it is there already.</summary>
/// <param name="Subresource">Of which subresource; then the object must be there.</param>
/// <param name="Template">The object.</param>
/// <param name="Type">The form of the patch.</param>
/// <param name="As">Who applies; null for KWOK itself.</param>
internal sealed record StageApply(string Subresource, Template Template, PatchType Type, string? As);
