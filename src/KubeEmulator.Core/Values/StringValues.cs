using System.Text;

namespace KubeEmulator.Values;

/// <summary>
/// Shared instances of short texts: phases, policies, namespaces and label values come by the thousand.
/// Direct-mapped like <see cref="PropertyNames"/>, so bounded.
/// </summary>
internal static class StringValues
{
    private const int Size = 4096;
    private const int LongestShared = 32;
    private static readonly StringValue?[] Table = new StringValue?[Size];

    /// <summary>The value of a text in UTF-8 without escapes; what is no UTF-8 is replaced as Go does.</summary>
    public static StringValue Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestShared || utf8.Length == 0 || !Ascii.IsValid(utf8))
        {
            return StringValue.Of(Decode(utf8));
        }

        ref var slot = ref Table[Hash(utf8) % Size];
        var known = Volatile.Read(ref slot);
        if (known is not null && Ascii.Equals(utf8, known.Text))
        {
            return known;
        }

        var made = StringValue.Of(Encoding.ASCII.GetString(utf8));
        Volatile.Write(ref slot, made);
        return made;
    }

    private static string Decode(ReadOnlySpan<byte> utf8)
    {
        if (System.Text.Unicode.Utf8.IsValid(utf8))
        {
            return Encoding.UTF8.GetString(utf8);
        }

        return JsonStrings.Lenient(utf8);
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = 2166136261u;
        foreach (var b in utf8)
        {
            hash = (hash ^ b) * 16777619u;
        }

        return hash ^ (hash >> 15);
    }
}
