using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Api;

/// <summary>
/// Puts objects that already passed a write pipeline into an empty place: those of a template, a saved file, another cluster's dump.
/// They keep all they have, uid and times included; only the resource version is this cluster's.
/// </summary>
internal static class Seeding
{
    /// <summary>Writes an object at a revision of its own, as its writer once did.</summary>
    /// <exception cref="ApiException">409: an object of that name exists.</exception>
    public static void Write(ClusterServices services, ObjectKey key, KubeObject stored)
    {
        if (services.Store.Commit(new StoreWrite.Create(key, stored)) is not CommitOutcome.Committed)
        {
            throw StatusDocument.AlreadyExists(key.Resource, key.Name).ToException();
        }
    }
}
