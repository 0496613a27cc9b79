using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Streams;
using KubeEmulator.Nodes.Containers.Shell.Syntax;

namespace KubeEmulator.Nodes.Containers.Shell;

/// <content>Expansion of words, by POSIX' 2.6.</content>
internal sealed partial class Shell
{
    // A shell that gathers more than this into one word would end for lack of memory.
    private const int MaxSubstitution = 64 * 1024 * 1024;

    private string Separators => Variables["IFS"] ?? " \t\n";

    /// <summary>The fields that words become: split, with file names in the place of patterns.</summary>
    public async ValueTask<List<string>> FieldsAsync(IReadOnlyList<Word> words)
    {
        var fields = new List<string>(words.Count);
        FieldBuilder? builder = null;
        foreach (var word in words)
        {
            if (word.Plain is { } plain && plain.AsSpan().IndexOfAny("~*?[\\") < 0)
            {
                fields.Add(plain);
                continue;
            }

            builder ??= new FieldBuilder(Separators);
            await ExpandAsync(word, builder, tildes: true);
            foreach (var field in builder.Take())
            {
                AddField(field, fields);
            }
        }

        return fields;
    }

    /// <summary>A word as one text, neither split nor matched with files.</summary>
    public async ValueTask<string> TextAsync(Word word) => ShellPattern.Unescape(await PatternAsync(word));

    /// <summary>A word as a pattern.</summary>
    public async ValueTask<string> PatternAsync(Word word)
    {
        if (word.Parts is [WordPart.Literal literal])
        {
            return literal.Quoted ? ShellPattern.Escape(literal.Text) : Tilde(literal.Text, inAssignment: false);
        }

        var builder = new FieldBuilder("");
        await ExpandAsync(word, builder, tildes: true, joined: true);
        return string.Concat(builder.Take());
    }

    private async ValueTask<string> AssignedTextAsync(Word word)
    {
        var tilded = new Word([.. word.Parts.Select((part, index) => part is WordPart.Literal { Quoted: false } literal ? literal with { Text = Tilde(literal.Text, inAssignment: true, atStart: index == 0) } : part)]);
        return await TextAsync(tilded);
    }

    private void AddField(string field, List<string> fields)
    {
        if (!Options.NoGlob && ShellPattern.IsPattern(field) && FileGlob.Expand(Files, ByteText.Decode(WorkingDirectory), field) is { Count: > 0 } found)
        {
            fields.AddRange(found);
        }
        else
        {
            fields.Add(ShellPattern.Unescape(field));
        }
    }

    private async ValueTask ExpandAsync(Word word, FieldBuilder builder, bool tildes, bool joined = false)
    {
        for (var index = 0; index < word.Parts.Count; index++)
        {
            switch (word.Parts[index])
            {
                case WordPart.Literal { Quoted: true } literal:
                    builder.Quoted(literal.Text);
                    break;
                case WordPart.Literal literal:
                    builder.Bare(tildes && index == 0 ? Tilde(literal.Text, inAssignment: false) : literal.Text);
                    break;
                case WordPart.Command command:
                    Add(builder, await SubstituteAsync(command.Body), command.Quoted, false);
                    break;
                case WordPart.Arithmetic arithmetic:
                    var expression = await TextAsync(arithmetic.Expression);
                    var value = new ShellArithmetic(expression, Variables, Options.NoUnset).Evaluate();
                    Add(builder, value.ToString(CultureInfo.InvariantCulture), arithmetic.Quoted, false);
                    break;
                case WordPart.Parameter parameter:
                    await ExpandParameterAsync(parameter, builder, joined);
                    break;
                default:
                    throw new ShellErrorException("Bad substitution");
            }
        }
    }

    private static void Add(FieldBuilder builder, string text, bool quoted, bool keepsEmpty)
    {
        if (quoted)
        {
            builder.Quoted(text);
        }
        else if (text.Length > 0 || keepsEmpty)
        {
            builder.Split(text);
        }
    }

    private async ValueTask ExpandParameterAsync(WordPart.Parameter parameter, FieldBuilder builder, bool joined)
    {
        var isList = parameter.Name is "@" or "*";
        var value = isList ? Positional.Count > 0 ? Joined(parameter) : null : Value(parameter.Name);
        switch (parameter.Operation)
        {
            case "-" or ":-" when IsMissing(parameter, value):
                await ExpandArgumentAsync(parameter, builder, joined);
                return;
            case "+" or ":+":
                if (!IsMissing(parameter, value))
                {
                    await ExpandArgumentAsync(parameter, builder, joined);
                }
                else if (parameter.Quoted)
                {
                    builder.Quoted("");
                }

                return;
            case "=" or ":=" when IsMissing(parameter, value):
                value = await TextAsync(parameter.Argument);
                Variables.Set(Assignment.IsName(parameter.Name) ? parameter.Name : throw new ShellErrorException("Bad substitution"), value, Options.ExportAll);
                break;
            case "?" or ":?" when IsMissing(parameter, value):
                await FailMissingAsync(parameter);
                return;
            case "" or "#" or "##" or "%" or "%%" or "length" when value is null && Options.NoUnset && !isList:
                throw new ShellErrorException($"{parameter.Name}: parameter not set");
            case "#" or "##" or "%" or "%%":
                value = ShellTrimming.Trim(value ?? "", await PatternAsync(parameter.Argument), parameter.Operation);
                break;
            case "length":
                value = (value ?? "").Length.ToString(CultureInfo.InvariantCulture);
                break;
        }

        if (isList && parameter.Operation is not ("length" or "#" or "##" or "%" or "%%"))
        {
            ExpandList(parameter, builder, joined);
        }
        else
        {
            Add(builder, value ?? "", parameter.Quoted, false);
        }
    }

    private async ValueTask ExpandArgumentAsync(WordPart.Parameter parameter, FieldBuilder builder, bool joined)
    {
        if (parameter.Quoted && parameter.Argument.Parts.Count == 0)
        {
            builder.Quoted("");
        }

        // Letters of the word are split like the value would be, since the whole stands unquoted.
        foreach (var part in parameter.Argument.Parts)
        {
            if (part is WordPart.Literal { Quoted: false } literal && !joined)
            {
                builder.Split(part == parameter.Argument.Parts[0] ? Tilde(literal.Text, inAssignment: false) : literal.Text);
            }
            else
            {
                await ExpandAsync(new Word([part]), builder, tildes: part == parameter.Argument.Parts[0], joined);
            }
        }
    }

    private async ValueTask FailMissingAsync(WordPart.Parameter parameter)
    {
        var message = parameter.Argument.Parts.Count > 0 ? await TextAsync(parameter.Argument)
            : parameter.Operation == ":?" ? "parameter not set or null" : "parameter not set";
        throw new ShellErrorException($"{parameter.Name}: {message}");
    }

    private static bool IsMissing(WordPart.Parameter parameter, string? value) => value is null || (parameter.Operation[0] == ':' && value.Length == 0);

    // $@ and $*: "$@" keeps each argument a field; "$*" joins them by the first separator.
    private void ExpandList(WordPart.Parameter parameter, FieldBuilder builder, bool joined)
    {
        if (parameter.Quoted && (parameter.Name == "*" || joined))
        {
            builder.Quoted(Joined(parameter));
            return;
        }

        for (var index = 0; index < Positional.Count; index++)
        {
            if (index > 0 && joined)
            {
                builder.Bare(" ");
            }
            else if (index > 0)
            {
                builder.EndField();
            }

            Add(builder, Positional[index], parameter.Quoted, false);
        }
    }

    private string Joined(WordPart.Parameter parameter)
    {
        var separator = parameter.Name == "@" ? " " : Variables["IFS"] switch { null => " ", "" => "", var separators => separators[..1] };
        return string.Join(separator, Positional);
    }

    /// <summary>A parameter's value; null: not set.</summary>
    private string? Value(string name)
    {
        if (char.IsAsciiLetter(name[0]) || name[0] == '_')
        {
            return name == "LINENO" ? Line.ToString(CultureInfo.InvariantCulture) : Variables[name];
        }

        if (char.IsAsciiDigit(name[0]))
        {
            return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number == 0 ? Name : number <= Positional.Count ? Positional[number - 1] : null : null;
        }

        return name[0] switch
        {
            '#' => Positional.Count.ToString(CultureInfo.InvariantCulture),
            '?' => LastStatus.ToString(CultureInfo.InvariantCulture),
            '$' => MainId.ToString(CultureInfo.InvariantCulture),
            '!' => LastBackground == 0 ? null : LastBackground.ToString(CultureInfo.InvariantCulture),
            _ => Options.Letters,
        };
    }

    private string Tilde(string text, bool inAssignment, bool atStart = true)
    {
        if (!text.Contains('~', StringComparison.Ordinal))
        {
            return text;
        }

        var parts = inAssignment ? text.Split(':') : [text];
        for (var index = 0; index < parts.Length; index++)
        {
            if ((index > 0 || atStart) && (parts[index] == "~" || parts[index].StartsWith("~/", StringComparison.Ordinal)) && Variables["HOME"] is { } home)
            {
                parts[index] = ShellPattern.Escape(home) + parts[index][1..];
            }
            else if ((index > 0 || atStart) && (parts[index] == "~root" || parts[index].StartsWith("~root/", StringComparison.Ordinal)))
            {
                parts[index] = "/root" + parts[index][5..];
            }
        }

        return string.Join(':', parts);
    }

    private async ValueTask<string> SubstituteAsync(ShellNode? body)
    {
        substitutionStatus = 0;
        if (body is null)
        {
            return "";
        }

        var pipe = new BoundedPipe();
        var shell = Fork();
        shell.Process.Descriptors.Set(1, new FileHandle(pipe.Writer));
        var running = shell.RunChildAsync(body, tested: false).AsTask();
        var output = new MemoryStream();
        var buffer = new byte[4096];
        while (await pipe.Reader.ReadAsync(buffer, Process.Token) is var taken and > 0)
        {
            output.Write(buffer, 0, taken);
            if (output.Length > MaxSubstitution)
            {
                await pipe.Reader.DisposeAsync();
                throw new ShellErrorException("Out of space");
            }
        }

        substitutionStatus = SignalStatus.Code(await running.WaitAsync(Process.Token));

        // The shell drops NUL bytes, and line ends at the end.
        var text = ByteText.FromBytes(output.GetBuffer().AsSpan(0, (int)output.Length));
        return text.TrimEnd('\n').Replace("\0", "", StringComparison.Ordinal);
    }
}
