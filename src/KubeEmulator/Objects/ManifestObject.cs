using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>An object of a manifest and where it stands.</summary>
/// <param name="Root">The object.</param>
/// <param name="Place">File and line, for messages to people.</param>
internal sealed record ManifestObject(MapValue Root, string Place);
