using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>One page of a list, all of one revision.</summary>
/// <param name="Revision">The revision that the list shows.</param>
/// <param name="Items">The objects as served; made while enumerated, so enumerate once.</param>
public sealed record ListPage(long Revision, IEnumerable<KubeObject> Items)
{
    /// <summary>Where the next page begins; empty on the last one. Known once <see cref="Items"/> is made: pages are.</summary>
    public string Continue { get; init; } = "";

    /// <summary>How many items come after this page; null where selectors make that unknown, or nothing comes.</summary>
    public long? RemainingItemCount { get; init; }
}
