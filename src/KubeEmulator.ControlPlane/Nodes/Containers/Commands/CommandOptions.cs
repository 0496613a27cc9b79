using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>The options of a command line, by the rules of getopt with GNU's freedom to put them after operands.</summary>
internal sealed class CommandOptions
{
    private readonly List<(char Letter, string Value)> given = [];

    private CommandOptions()
    {
    }

    /// <summary>What is no option.</summary>
    public List<string> Operands { get; } = [];

    /// <param name="run">The command.</param>
    /// <param name="letters">The known letters; a colon after one: it takes a value.</param>
    /// <param name="names">The long names of letters.</param>
    /// <param name="permute">Whether options may follow operands.</param>
    /// <param name="failure">The exit code for options that are not known.</param>
    public static CommandOptions Parse(CommandRun run, string letters, IReadOnlyDictionary<string, char>? names = null, bool permute = true, int failure = 1)
    {
        var options = new CommandOptions();
        var words = run.Arguments;
        for (var index = 0; index < words.Count; index++)
        {
            var word = words[index];
            if (word == "--" || (!permute && (word.Length < 2 || word[0] != '-')))
            {
                options.Operands.AddRange(words.Skip(word == "--" ? index + 1 : index));
                break;
            }

            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                options.AddLong(word, words, ref index, letters, names, failure);
            }
            else if (word.Length > 1 && word[0] == '-')
            {
                options.AddShort(word, words, ref index, letters, failure);
            }
            else
            {
                options.Operands.Add(word);
            }
        }

        return options;
    }

    public bool Has(char letter) => given.Exists(option => option.Letter == letter);

    /// <summary>The last value given; null: none.</summary>
    public string? Value(char letter) => given.FindLast(option => option.Letter == letter) is { Letter: not '\0' } option ? option.Value : null;

    public IEnumerable<string> Values(char letter) => given.Where(option => option.Letter == letter).Select(option => option.Value);

    /// <summary>The last of some letters that was given; null: none of them.</summary>
    public char? LastOf(string letters) => given.FindLast(option => letters.Contains(option.Letter, StringComparison.Ordinal)) is { Letter: not '\0' } option ? option.Letter : null;

    public long Number(char letter, long otherwise, Func<string, string> message) =>
        Value(letter) is not { } text ? otherwise : CommandNumbers.ParseSize(text) ?? throw new UsageException(message(text));

    private void AddShort(string word, IReadOnlyList<string> words, ref int index, string letters, int failure)
    {
        for (var at = 1; at < word.Length; at++)
        {
            var place = word[at] == ':' ? -1 : letters.IndexOf(word[at], StringComparison.Ordinal);
            if (place < 0)
            {
                throw new UsageException($"invalid option -- '{word[at]}'", failure, showsHelp: true);
            }

            if (place + 1 < letters.Length && letters[place + 1] == ':')
            {
                var value = at + 1 < word.Length ? word[(at + 1)..]
                    : index + 1 < words.Count ? words[++index] : throw new UsageException($"option requires an argument -- '{word[at]}'", failure, showsHelp: true);
                given.Add((word[at], value));
                return;
            }

            given.Add((word[at], ""));
        }
    }

    private void AddLong(string word, IReadOnlyList<string> words, ref int index, string letters, IReadOnlyDictionary<string, char>? names, int failure)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? word[2..] : word[2..equals];
        if (names is null || !names.TryGetValue(name, out var letter))
        {
            throw new UsageException($"unrecognized option '--{name}'", failure, showsHelp: true);
        }

        var place = letters.IndexOf(letter, StringComparison.Ordinal);
        var takes = place >= 0 && place + 1 < letters.Length && letters[place + 1] == ':';
        var value = equals >= 0 ? word[(equals + 1)..]
            : !takes ? "" : index + 1 < words.Count ? words[++index] : throw new UsageException($"option '--{name}' requires an argument", failure, showsHelp: true);
        given.Add((letter, value));
    }
}
