using KubeEmulator.Objects;

namespace KubeEmulator.Bootstrap;

/// <summary>One write of a start.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="Object">The object as it was stored; its resource version says when.</param>
/// <param name="Draws">What was drawn since the write before it.</param>
internal sealed record TemplateWrite(ObjectKey Key, KubeObject Object, IReadOnlyList<Draw> Draws);
