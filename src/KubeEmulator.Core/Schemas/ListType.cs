namespace KubeEmulator.Schemas;

/// <summary>How a list is owned and merged by server-side apply (<c>x-kubernetes-list-type</c>).</summary>
internal enum ListType
{
    /// <summary>As a whole.</summary>
    Atomic,

    /// <summary>By value: each scalar at most once.</summary>
    Set,

    /// <summary>By key: each item is a map known by <see cref="Schema.ListKeys"/>.</summary>
    Map,
}
