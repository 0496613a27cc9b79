using KubeEmulator.Objects;

namespace KubeEmulator.Storage;

/// <summary>One entry of an index: the value, and the object that has it. The object's current state is found in its resource's tree,
/// so a write that changes no indexed value leaves the index alone.</summary>
internal readonly record struct IndexEntry(string Value, GroupResource Resource, ObjectPath Path)
{
    /// <summary>Before every entry of the value.</summary>
    public static IndexEntry Before(string value) => new(value, default, default);

    internal readonly struct Order : IComparer<IndexEntry>
    {
        public int Compare(IndexEntry x, IndexEntry y)
        {
            var byValue = string.CompareOrdinal(x.Value, y.Value);
            if (byValue != 0)
            {
                return byValue;
            }

            var byResource = x.Resource.CompareTo(y.Resource);
            return byResource != 0 ? byResource : default(PathOrder).Compare(x.Path, y.Path);
        }
    }
}
