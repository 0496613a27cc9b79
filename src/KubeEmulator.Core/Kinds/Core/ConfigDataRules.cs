using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What ConfigMaps and Secrets have in common: keys, sizes, and data that can be frozen. Upstream: <c>pkg/apis/core/validation/validation.go</c>.</summary>
internal static class ConfigDataRules
{
    /// <summary>The most bytes that all values may have together.</summary>
    public const int MostBytes = 1024 * 1024;

    private const string Frozen = "field is immutable when `immutable` is set";

    /// <summary>Checks the keys and returns the bytes of the values.</summary>
    public static long Check(MapValue document, string member, bool encoded, FieldErrors errors, MapValue? other = null)
    {
        var bytes = 0L;
        foreach (var (key, value) in document.Map(member) ?? MapValue.Empty)
        {
            var path = FieldPath.Of(member).Key(key);
            errors.Faults(path, key, TextRules.CheckConfigMapKey(key));
            if (other?.ContainsKey(key) == true)
            {
                errors.Invalid(path, key, "duplicate of key present in binaryData");
            }

            var text = (value as StringValue)?.Text ?? "";
            bytes += encoded ? Decoded(text) : Encoding.UTF8.GetByteCount(text);
        }

        return bytes;
    }

    /// <summary>Once <c>immutable</c> is set, neither it nor the data changes.</summary>
    public static void CheckFrozen(MapValue document, KubeObject old, FieldErrors errors, params ReadOnlySpan<string> members)
    {
        if (old.Root.Bool("immutable") != true)
        {
            return;
        }

        if (document.Bool("immutable") != true)
        {
            errors.Forbidden(FieldPath.Of("immutable"), Frozen);
        }

        foreach (var member in members)
        {
            if (document[member] != old.Root[member])
            {
                errors.Forbidden(FieldPath.Of(member), Frozen);
            }
        }
    }

    // The stored form is canonical: four characters for three bytes, padded.
    private static long Decoded(string base64) => (base64.Length / 4 * 3L) - (base64.Length - base64.TrimEnd('=').Length);
}
