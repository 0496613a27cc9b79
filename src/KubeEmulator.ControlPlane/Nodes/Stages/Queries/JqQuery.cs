using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Queries;

/// <summary>
/// A query of jq, in the part that Stages use: paths, iteration, pipes, commas, alternatives, comparisons, logic, arithmetic,
/// <c>if</c>, and the functions of <see cref="JqFunctions"/>. Immutable; may run on many threads at once.
/// </summary>
internal sealed class JqQuery
{
    // No query of a Stage makes so many; one that does is a mistake.
    private const int MostResults = 100_000;

    private readonly JqFilter _filter;

    private JqQuery(string text, JqFilter filter) => (Text, _filter) = (text, filter);

    /// <summary>The query as written.</summary>
    public string Text { get; }

    /// <exception cref="JqException">The text is no query of the part that is offered.</exception>
    public static JqQuery Parse(string text) => new(text, new JqParser(text).Parse());

    /// <summary>
    /// What the query makes of a document, nulls left out; null where it fails, as iterating over nothing does. kwok's
    /// <c>pkg/utils/expression/query.go</c> does both.
    /// </summary>
    public IReadOnlyList<Value>? Execute(Value document)
    {
        try
        {
            return [.. _filter(document).Take(MostResults).Where(v => v is not NullValue)];
        }
        catch (JqRunException)
        {
            return null;
        }
    }
}
