namespace KubeEmulator.Api;

/// <summary>Options of list, watch and deletecollection, as the query gives them; texts are checked by the verb.</summary>
public sealed record ListOptions
{
    /// <summary>Everything.</summary>
    public static readonly ListOptions All = new();

    /// <summary>The label selector's text.</summary>
    public string LabelSelector { get; init; } = "";

    /// <summary>The field selector's text.</summary>
    public string FieldSelector { get; init; } = "";

    /// <summary>Where to begin, by the rules of <see cref="ResourceVersionMatch"/>; empty for now.</summary>
    public string ResourceVersion { get; init; } = "";

    /// <summary><c>Exact</c>, <c>NotOlderThan</c> or empty.</summary>
    public string ResourceVersionMatch { get; init; } = "";

    /// <summary>How many items a page holds; 0 for all.</summary>
    public long Limit { get; init; }

    /// <summary>Where the next page begins, as the page before said.</summary>
    public string Continue { get; init; } = "";

    /// <summary>Watch: whether BOOKMARK events are welcome.</summary>
    public bool AllowWatchBookmarks { get; init; }

    /// <summary>Watch: whether to begin with what exists, ended by a bookmark.</summary>
    public bool? SendInitialEvents { get; init; }

    /// <summary>How long the call may last; null leaves it to the server.</summary>
    public long? TimeoutSeconds { get; init; }
}
