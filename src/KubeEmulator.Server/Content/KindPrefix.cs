using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Content;

/// <summary>
/// <c>{"kind":"Pod","apiVersion":"v1","metadata":...</c>: how many bytes to skip so that <c>{</c> and the rest are the object without
/// its first two members.
/// </summary>
internal static class KindPrefix
{
    // {"kind":"","apiVersion":"",
    private const int Frame = 27;

    /// <summary>The bytes to skip; 0 where the object does not begin with kind and apiVersion.</summary>
    public static int LengthIn(KubeObject document)
    {
        var keys = document.Root.Keys;
        if (keys.Length < 3 || keys[0] != "kind" || keys[1] != "apiVersion")
        {
            return 0;
        }

        // Both are ASCII names without anything to escape: the length in characters is that in bytes.
        return Frame + document.Kind.Length + document.ApiVersion.Length;
    }
}
