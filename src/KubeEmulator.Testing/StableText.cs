using System.Globalization;
using System.Text.RegularExpressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Testing;

/// <summary>
/// Objects as YAML that is the same in every run: uids, times, resource versions, generated names and hashes are replaced by names
/// such as <c>uid-1</c>, the same value by the same name throughout. Made for approval files (<c>*.verified.*</c>).
/// </summary>
public static partial class StableText
{
    private static readonly string[] Dropped = ["managedFields", "resourceVersion", "selfLink"];

    /// <summary>Objects in their order, separated as YAML documents.</summary>
    public static string Write(IEnumerable<KubeObject> objects)
    {
        ArgumentNullException.ThrowIfNull(objects);
        var names = new Names();
        return string.Join("---\n", objects.Select(o => Replace(YamlText.Write(Clean(o)), names)));
    }

    /// <summary>One object.</summary>
    public static string Write(KubeObject subject) => Write([subject]);

    private static MapValue Clean(KubeObject subject)
    {
        var metadata = subject.Metadata.Root;
        foreach (var member in Dropped)
        {
            metadata = metadata.Without(member);
        }

        return subject.Root.With("metadata", metadata);
    }

    private static string Replace(string text, Names names)
    {
        text = Uid().Replace(text, m => names.Of("uid", m.Value));
        text = Time().Replace(text, m => names.Of("time", m.Value));
        return Suffix().Replace(text, m => m.Groups["name"].Value + m.Groups["hash"].Value switch
        {
            "" => "",
            var hash => "-" + names.Of("hash", hash),
        } + "-" + names.Of("id", m.Groups["id"].Value));
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex Time();

    // Kubernetes' generated names use an alphabet without vowels, so that ordinary words are not taken for one.
    [GeneratedRegex(@"(?<name>[a-z0-9][a-z0-9.-]*?)(-(?<hash>[bcdfghjklmnpqrstvwxz2456789]{8,10}))?-(?<id>[bcdfghjklmnpqrstvwxz2456789]{5})(?![a-z0-9-])")]
    private static partial Regex Suffix();

    private sealed class Names
    {
        private readonly Dictionary<(string, string), string> _known = [];
        private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

        public string Of(string sort, string value)
        {
            if (!_known.TryGetValue((sort, value), out var name))
            {
                var count = _counts[sort] = _counts.GetValueOrDefault(sort) + 1;
                _known[(sort, value)] = name = $"{sort}-{count.ToString(CultureInfo.InvariantCulture)}";
            }

            return name;
        }
    }
}
