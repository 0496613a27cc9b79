using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>One event of a watch.</summary>
public readonly record struct WatchEvent(WatchEventType Type, KubeObject Object);
