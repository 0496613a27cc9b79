namespace KubeEmulator.Nodes.Containers.Shell;

/// <summary>The options of set.</summary>
internal sealed class ShellOptions
{
    // Order and letters as dash lists them in $-.
    private static readonly (char Letter, string Name)[] Known =
    [
        ('e', "errexit"), ('f', "noglob"), ('I', "ignoreeof"), ('i', "interactive"), ('m', "monitor"), ('n', "noexec"), ('s', "stdin"),
        ('x', "xtrace"), ('v', "verbose"), ('V', "vi"), ('E', "emacs"), ('C', "noclobber"), ('a', "allexport"), ('b', "notify"), ('u', "nounset"),
        ('p', "pipefail"),
    ];

    private readonly HashSet<char> on = [];

    public bool ExitOnError => on.Contains('e');

    public bool NoGlob => on.Contains('f');

    public bool NoExec => on.Contains('n');

    public bool Trace => on.Contains('x');

    public bool Verbose => on.Contains('v');

    public bool NoClobber => on.Contains('C');

    public bool ExportAll => on.Contains('a');

    public bool NoUnset => on.Contains('u');

    /// <summary>busybox' ash and dash from 0.5.13 know it; by name only.</summary>
    public bool PipeFail => on.Contains('p');

    public bool Interactive => on.Contains('i');

    /// <summary>The letters for <c>$-</c>.</summary>
    public string Letters => string.Concat(Known.Where(option => option.Letter != 'p' && on.Contains(option.Letter)).Select(option => option.Letter));

    public ShellOptions Copy()
    {
        var copy = new ShellOptions();
        copy.on.UnionWith(on);
        return copy;
    }

    /// <summary>Sets an option by letter; false: there is no such letter.</summary>
    public bool Set(char letter, bool value) => letter != 'p' && Change(letter, value, Known.Any(option => option.Letter == letter));

    /// <summary>Sets an option by name; false: there is no such name.</summary>
    public bool Set(string name, bool value)
    {
        var option = Known.FirstOrDefault(option => option.Name == name);
        return Change(option.Letter, value, option.Name is not null);
    }

    /// <summary>The table that <c>set -o</c> prints.</summary>
    public IEnumerable<(string Name, bool On)> List() => Known.Select(option => (option.Name, on.Contains(option.Letter)));

    private bool Change(char letter, bool value, bool known)
    {
        if (known && value)
        {
            on.Add(letter);
        }
        else if (known)
        {
            on.Remove(letter);
        }

        return known;
    }
}
