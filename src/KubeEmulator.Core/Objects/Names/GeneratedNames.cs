using System.Text;

namespace KubeEmulator.Objects;

/// <summary>Names the server makes: a prefix and five characters without vowels (apiserver <c>pkg/storage/names</c>, apimachinery <c>pkg/util/rand</c>).</summary>
internal static class GeneratedNames
{
    /// <summary>The longest prefix that is kept; the suffix fills it up to 63.</summary>
    public const int LongestPrefix = 58;

    private const int SuffixLength = 5;
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>A name from a prefix and chance, which the caller draws from the cluster's seed.</summary>
    public static string Generate(string prefix, ulong chance) =>
        (prefix.Length > LongestPrefix ? prefix[..LongestPrefix] : prefix) + Suffix(chance);

    /// <summary>Five characters of the safe alphabet, or more where asked.</summary>
    public static string Suffix(ulong chance, int length = SuffixLength)
    {
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++)
        {
            (chance, var digit) = Math.DivRem(chance, (ulong)Alphabet.Length);
            text.Append(Alphabet[(int)digit]);
        }

        return text.ToString();
    }

    /// <summary>A text in the safe alphabet, character by character: how hashes appear in names.</summary>
    public static string SafeEncode(string text) => string.Create(text.Length, text, static (encoded, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            encoded[i] = Alphabet[source[i] % Alphabet.Length];
        }
    });
}
