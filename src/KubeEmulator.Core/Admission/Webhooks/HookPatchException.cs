namespace KubeEmulator.Admission;

/// <summary>A patch of a hook that does not apply; the message says why.</summary>
internal sealed class HookPatchException(string message) : Exception(message);
