using System.Globalization;

namespace KubeEmulator.Values;

/// <summary>
/// Faults in go-yaml's words. It leaves out the line where the fault is on the first one, and counts from 0 in what its
/// parser, not its scanner, finds: one less than an editor shows.
/// </summary>
internal static class YamlFaults
{
    /// <summary>A fault of characters and indentation.</summary>
    public static ValueFormatException Scanner(YamlMark at, string problem) => Make(at.Line == 0 ? 0 : at.Line + 1, problem);

    /// <summary>A fault of structure.</summary>
    public static ValueFormatException Parser(YamlMark at, string problem) => Make(at.Line, problem);

    private static ValueFormatException Make(int line, string problem) =>
        new(line == 0 ? $"yaml: {problem}" : string.Create(CultureInfo.InvariantCulture, $"yaml: line {line}: {problem}"));
}
