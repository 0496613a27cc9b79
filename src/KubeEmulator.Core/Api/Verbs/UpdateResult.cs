using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>What an update or patch answers.</summary>
/// <param name="Object">The object, or for <c>scale</c> the Scale.</param>
/// <param name="Created">Whether it did not exist before (201 rather than 200).</param>
public sealed record UpdateResult(KubeObject Object, bool Created);
