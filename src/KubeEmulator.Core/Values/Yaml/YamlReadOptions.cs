namespace KubeEmulator.Values;

/// <summary>What to note while a YAML document is read.</summary>
internal sealed class YamlReadOptions
{
    public static readonly YamlReadOptions Default = new();

    /// <summary>
    /// Called with go-yaml's words for a key that appears twice: <c>line 3: key "name" already set in map</c>.
    /// The last one wins either way; the server joins the texts under <c>yaml: unmarshal errors:</c> (see <see cref="Errors"/>).
    /// </summary>
    public Action<string>? OnDuplicate { get; init; }

    /// <summary>The one text for several duplicates, as a strict request is answered.</summary>
    public static string Errors(IEnumerable<string> duplicates) => "yaml: unmarshal errors:\n  " + string.Join("\n  ", duplicates);
}
