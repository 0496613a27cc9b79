namespace KubeEmulator.Kinds;

/// <summary>Whose access a review is about.</summary>
internal enum AccessReviewKind
{
    /// <summary>The subject named in the review.</summary>
    Subject,

    /// <summary>The subject named in the review, in the review's namespace.</summary>
    Local,

    /// <summary>Whoever asks.</summary>
    Self,
}
