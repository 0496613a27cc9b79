using KubeEmulator.Api;
using KubeEmulator.Storage;

namespace KubeEmulator.Runtime;

/// <summary>What a trigger may look at to find its keys.</summary>
/// <param name="Snapshot">The newest state; at or after the change.</param>
/// <param name="Catalog">What is served.</param>
public readonly record struct TriggerContext(Snapshot Snapshot, ResourceCatalog Catalog);
