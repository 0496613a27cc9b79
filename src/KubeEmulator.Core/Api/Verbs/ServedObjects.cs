using System.Runtime.CompilerServices;
using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>
/// Stored objects as a served version shows them. Where that is the storage version, it is the stored object itself, bytes and
/// all; other versions are converted once per object and kept as long as the stored object lives.
/// </summary>
internal static class ServedObjects
{
    private static readonly ConditionalWeakTable<KubeObject, Converted> Cache = [];

    public static KubeObject In(ResourceType type, KubeObject stored, ClusterServices services)
    {
        var decorated = type.Behavior.Decorate(stored, services);
        if (type.IsServedAsStored)
        {
            return decorated;
        }

        if (ReferenceEquals(decorated.ServedAsStoredBy, type))
        {
            return decorated;
        }

        if (!ReferenceEquals(decorated, stored))
        {
            return decorated.With(type.Behavior.FromStorage(decorated.Root, type));
        }

        Cache.TryGetValue(stored, out var known);
        for (var at = known; at is not null; at = at.Others)
        {
            if (ReferenceEquals(at.Type, type))
            {
                return at.Object;
            }
        }

        var made = stored.With(type.Behavior.FromStorage(stored.Root, type));
        if (ReferenceEquals(made, stored))
        {
            stored.ServedAsStoredBy = type;
            return stored;
        }

        // Versions are few; those of a definition that is served anew are forgotten with it.
        Cache.AddOrUpdate(stored, new Converted(type, made, known?.Type.Withdrawn.IsCancellationRequested == true ? null : known));
        return made;
    }

    private sealed record Converted(ResourceType Type, KubeObject Object, Converted? Others);
}
