using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>A managedFields entry together with what was read from it, so that an untouched one is written back by reference.</summary>
internal sealed record FieldOwnerSource(MapValue Entry, FieldSet Fields, string ApiVersion, string? Time);
