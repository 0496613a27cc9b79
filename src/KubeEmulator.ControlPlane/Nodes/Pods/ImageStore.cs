using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>The images on one node.</summary>
internal sealed class ImageStore
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public bool Has(string image) => _names.Contains(ImageNames.Normalize(image));

    public void Add(string image) => _names.Add(ImageNames.Normalize(image));

    /// <summary>A size for an image: always the same for the same name, between 5 and 205 MB.</summary>
    public static long SizeOf(string image)
    {
        var hash = 0u;
        foreach (var c in ImageNames.Normalize(image))
        {
            hash = (hash * 31) + c;
        }

        return 5_000_000 + (hash % 200_000_000);
    }

    /// <summary>An entry of a node's <c>status.images</c>.</summary>
    public static MapValue Entry(string image) => MapValue.Of(
        ("names", ListValue.Of(ImageNames.Id(image), ImageNames.Normalize(image))),
        ("sizeBytes", SizeOf(image)));
}
