using System.Text.RegularExpressions;

namespace KubeEmulator.Kinds;

/// <summary>What an image reference says about its tag; <c>pkg/util/parsers</c>.</summary>
internal static partial class ImageTag
{
    /// <summary>Whether images of this reference change under their name: tagged <c>latest</c>, or neither tagged nor pinned.</summary>
    public static bool IsLatest(string image)
    {
        if (!Reference().IsMatch(image) || image.Contains('@', StringComparison.Ordinal))
        {
            return image.Contains(":latest@", StringComparison.Ordinal);
        }

        var colon = image.IndexOf(':', image.LastIndexOf('/') + 1);
        return colon < 0 || image.AsSpan(colon + 1) is "latest";
    }

    // The grammar of distribution/reference: host[:port]/path:tag@digest.
    [GeneratedRegex(@"\A(?:[A-Za-z0-9][A-Za-z0-9.\-]*(?::[0-9]+)?/|\[[0-9a-fA-F:]+\](?::[0-9]+)?/)?[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*(?::[\w][\w.\-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[+._\-][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
