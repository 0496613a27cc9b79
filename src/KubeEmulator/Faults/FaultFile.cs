using KubeEmulator.Control;
using KubeEmulator.Values;

namespace KubeEmulator;

/// <summary>
/// Fault rules as a file: YAML or JSON, each document a rule or a list of rules, each as <c>POST /emulator/v1/faults</c> takes it.
/// </summary>
internal static class FaultFile
{
    /// <summary>The rules of a file, in its order.</summary>
    /// <exception cref="ManifestException">The file is missing or malformed, or a rule makes no sense; the message says where and why.</exception>
    public static IReadOnlyList<FaultRule> Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ManifestException(File.Exists(path) ? $"{path}: {unreadable.Message}" : $"{path}: no such file (looked for {Path.GetFullPath(path)})", unreadable);
        }

        try
        {
            return [.. YamlText.ParsePlaced(text).SelectMany(document => Rules(document, path))];
        }
        catch (ValueFormatException malformed)
        {
            throw new ManifestException($"{path}: {malformed.Message}", malformed);
        }
    }

    private static IEnumerable<FaultRule> Rules(PlacedDocument document, string path) => document.Value switch
    {
        ListValue list => list.Select((item, index) => Rule(item, $"{path}, rule {index + 1} of the list at line {document.Line}")),
        var rule => [Rule(rule, $"{path}, line {document.Line}")],
    };

    private static FaultRule Rule(Value value, string place)
    {
        try
        {
            var rule = FaultText.Read(value as MapValue ?? throw new ArgumentException("a rule is an object, such as {fault: conflict, verb: update, resource: leases}"));
            rule.Check();
            return rule;
        }
        catch (ArgumentException wrong)
        {
            throw new ManifestException($"{place}: {wrong.Message}", wrong);
        }
    }
}
