using KubeEmulator.Objects;

namespace KubeEmulator.Storage;

/// <summary>
/// One entry of an index: the value, and the object that has it. The object's current state is found in its resource's tree,
/// so a write that changes no indexed value leaves the index alone.
/// </summary>
internal readonly struct IndexEntry(string value, IndexEntry.Target? at)
{
    public readonly string Value = value;
    public readonly Target? At = at;

    /// <summary>Before every entry of the value.</summary>
    public static IndexEntry Before(string value) => new(value, null);

    /// <summary>Where the object is. A class, because the entries of one object share it, and narrow entries make an index cheap to copy.</summary>
    internal sealed record Target(GroupResource Resource, ObjectPath Path);

    internal readonly struct Order : IComparer<IndexEntry>
    {
        public int Compare(IndexEntry x, IndexEntry y)
        {
            var byValue = string.CompareOrdinal(x.Value, y.Value);
            if (byValue != 0 || ReferenceEquals(x.At, y.At))
            {
                return byValue;
            }

            if (x.At is null || y.At is null)
            {
                return x.At is null ? -1 : 1;
            }

            var byResource = x.At.Resource.CompareTo(y.At.Resource);
            return byResource != 0 ? byResource : default(PathOrder).Compare(x.At.Path, y.At.Path);
        }
    }
}
