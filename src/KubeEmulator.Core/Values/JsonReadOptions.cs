namespace KubeEmulator.Values;

/// <summary>What to note while a JSON document is read.</summary>
internal sealed class JsonReadOptions
{
    public static readonly JsonReadOptions Default = new();

    /// <summary>Objects and arrays nested deeper than this are refused, so that no later walk can exhaust the stack.</summary>
    public const int MaxDepth = 1000;

    /// <summary>
    /// Called with the dotted path of a member that appears twice (<c>metadata.labels</c>, <c>spec.containers[0].name</c>);
    /// the last one wins either way.
    /// </summary>
    public Action<string>? OnDuplicate { get; init; }

    /// <summary>Whether numbers are those of YAML, which makes JSON of them: <c>1.0</c> comes out as the integer that it is.</summary>
    public bool NumbersAsYaml { get; init; }
}
