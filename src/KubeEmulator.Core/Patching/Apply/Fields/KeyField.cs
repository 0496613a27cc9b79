using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>One field of a list item's key.</summary>
internal readonly record struct KeyField(string Name, Value Value);
