using System.Globalization;
using YamlDotNet.Core;

namespace KubeEmulator.Values;

/// <summary>
/// The parser's exceptions in go-yaml's words. Both descend from libyaml and find the same faults; go-yaml drops the
/// context ("While parsing a node, ..."), and counts lines from 0 in what its parser, not its scanner, finds.
/// </summary>
internal static class YamlFaults
{
    public static ValueFormatException Translate(YamlException fault)
    {
        var message = InnermostMessage(fault).Trim().TrimEnd('.');
        var fromParser = message.StartsWith("While parsing", StringComparison.Ordinal) || message.StartsWith("Did not find expected <", StringComparison.Ordinal) || message.StartsWith("Found ", StringComparison.Ordinal);
        var comma = message.StartsWith("While ", StringComparison.Ordinal) ? message.IndexOf(',', StringComparison.Ordinal) : -1;
        var problem = comma < 0 ? message : message[(comma + 1)..].Trim();
        if (problem == "found invalid mapping")
        {
            problem = "mapping values are not allowed in this context";
        }

        problem = problem.Length == 0 ? "unknown problem parsing YAML content" : char.ToLowerInvariant(problem[0]) + problem[1..];

        // From 0, where the problem is seen: an unclosed collection or scalar is noticed at its end.
        var line = (int)(fromParser ? fault.Start.Line : Math.Max(fault.Start.Line, fault.End.Line)) - 1;
        var shown = line <= 0 ? 0 : fromParser ? line : line + 1;
        return new ValueFormatException(shown == 0 ? $"yaml: {problem}" : string.Create(CultureInfo.InvariantCulture, $"yaml: line {shown}: {problem}"), fault);
    }

    private static string InnermostMessage(Exception fault) => fault.InnerException is YamlException inner ? InnermostMessage(inner) : fault.Message;
}
