using KubeEmulator.Api;

namespace KubeEmulator.Bootstrap;

/// <summary>Something a cluster drew from its chance: a uid, or anything else.</summary>
/// <param name="Purpose">What for; <see cref="SystemFields.UidDraw"/> for a uid, which is drawn in two halves.</param>
/// <param name="Key">About what.</param>
internal sealed record Draw(string Purpose, string Key)
{
    /// <summary>Whether it is a uid.</summary>
    public bool IsUid => Purpose == SystemFields.UidDraw;

    /// <summary>Draws it: the uid, or null where it is something else.</summary>
    public string? From(ISeededRandom random)
    {
        if (IsUid)
        {
            return SystemFields.NewUid(random, Key);
        }

        random.Next(Purpose, Key);
        return null;
    }
}
