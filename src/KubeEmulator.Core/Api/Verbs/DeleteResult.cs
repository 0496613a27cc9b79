using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>What a deletion answers.</summary>
/// <param name="Object">The object where it still lives or where its kind answers so; otherwise null.</param>
/// <param name="Status">The Status where no object is answered.</param>
/// <param name="Deleted">Whether the object is gone.</param>
public readonly record struct DeleteResult(KubeObject? Object, MapValue? Status, bool Deleted);
