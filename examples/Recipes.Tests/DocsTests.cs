using System.Text.RegularExpressions;
using KubeEmulator.TestShared;

namespace Recipes;

/// <summary>
/// The C# in <c>src/docs</c> is that of the tests, which compile and pass: a block stands below <c>&lt;!-- snippet: FILE NAME --&gt;</c>,
/// its text between <c>// snippet: NAME</c> and <c>// end snippet</c> in FILE. Run with ACCEPT_SNIPPETS=1 to take over changes.
/// </summary>
public sealed partial class DocsTests
{
    private static readonly string Folder = Path.Combine(SharedReference.RepositoryRoot, "src", "docs");

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Folder, "*.md").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_ShowsTheCodeOfTests(string page)
    {
        var file = Path.Combine(Folder, page);
        var text = File.ReadAllText(file).ReplaceLineEndings("\n");

        var current = Block().Replace(text, m => $"<!-- snippet: {m.Groups["file"].Value} {m.Groups["name"].Value} -->\n```csharp\n{Snippet(m.Groups["file"].Value, m.Groups["name"].Value)}```\n");

        if (Environment.GetEnvironmentVariable("ACCEPT_SNIPPETS") == "1" && current != text)
        {
            File.WriteAllText(file, current);
        }

        Assert.Equal(current, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_HasNoCodeThatNobodyCompiles_AndNoLinkThatLeadsNowhere(string page)
    {
        var text = File.ReadAllText(Path.Combine(Folder, page)).ReplaceLineEndings("\n");

        Assert.True(Fence().Count(text) == Block().Count(text), "a block of C# has no snippet above it");
        string[] dead = [.. Link().Matches(text).Select(m => m.Groups["path"].Value)
            .Where(path => path.Length > 0 && !path.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(Folder, path)))];
        Assert.Empty(dead);
    }

    private static string Snippet(string file, string name)
    {
        var source = File.ReadAllText(Path.Combine(SharedReference.RepositoryRoot, file)).ReplaceLineEndings("\n");
        var found = Regex.Match(source, $@"^[ ]*// snippet: {Regex.Escape(name)}\n(?<code>.*?)^[ ]*// end snippet", RegexOptions.Singleline | RegexOptions.Multiline);
        Assert.True(found.Success, $"{file} has no snippet {name}");
        var lines = found.Groups["code"].Value.TrimEnd('\n').Split('\n');
        var indent = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
        return string.Concat(lines.Select(l => (l.Length == 0 ? l : l[indent..]) + "\n"));
    }

    [GeneratedRegex(@"<!-- snippet: (?<file>\S+) (?<name>\S+) -->\n```csharp\n.*?```\n", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^```csharp", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<path>[^)#]*)(#[^)]*)?\)")]
    private static partial Regex Link();
}
