namespace KubeEmulator.Expressions;

/// <summary>The issues found in one expression, and how they print together.</summary>
internal sealed class CelIssues(CelSource source)
{
    private const int MaxReported = 100;
    private readonly List<CelIssue> _issues = [];

    public int Count => _issues.Count;

    public IReadOnlyList<CelIssue> InOrder => [.. _issues.OrderBy(i => i.Line).ThenBy(i => i.Column)];

    public void Add(int offset, string message)
    {
        var (line, column) = source.Text.Length == 0 ? (1, -1) : source.Locate(offset);
        _issues.Add(new CelIssue(message, line, column));
    }

    /// <summary>An issue of the whole expression; it has no place.</summary>
    public void AddNowhere(string message) => _issues.Add(new CelIssue(message, -1, -1));

    /// <summary>All issues as cel-go prints them, by position.</summary>
    public override string ToString()
    {
        var shown = InOrder.Take(MaxReported).Select(source.Display);
        return string.Join('\n', Count > MaxReported ? shown.Append($"{Count - MaxReported} more errors were truncated") : shown);
    }
}
