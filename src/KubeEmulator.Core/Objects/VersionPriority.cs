using System.Globalization;

namespace KubeEmulator.Objects;

/// <summary>
/// The order in which clients are offered API versions, best first: <c>v2, v1, v1beta2, v1beta1, v1alpha1, other names</c>;
/// apimachinery's <c>pkg/version/helpers.go</c>.
/// </summary>
public sealed class VersionPriority : IComparer<string>
{
    /// <summary>The order.</summary>
    public static readonly VersionPriority BestFirst = new();

    private const int Stable = 2;

    private VersionPriority()
    {
    }

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var left = Parse(x ?? "");
        var right = Parse(y ?? "");
        return left is null || right is null
            ? left is null && right is null ? string.CompareOrdinal(x, y) : left is null ? 1 : -1
            : right.Value.CompareTo(left.Value);
    }

    // v1, v1beta2, v1alpha1; null for anything else.
    private static (int Stability, int Major, int Minor)? Parse(string version)
    {
        var beta = version.IndexOf("beta", StringComparison.Ordinal);
        var word = beta >= 0 ? beta : version.IndexOf("alpha", StringComparison.Ordinal);
        var majorEnd = word < 0 ? version.Length : word;
        if (version.Length < 2 || version[0] != 'v' || !Digits(version.AsSpan(1, Math.Max(majorEnd - 1, 0)), out var major))
        {
            return null;
        }

        if (word < 0)
        {
            return (Stable, major, 0);
        }

        return Digits(version.AsSpan(word + (beta >= 0 ? 4 : 5)), out var minor) ? (beta >= 0 ? 1 : 0, major, minor) : null;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
