using System.Globalization;
using System.Text;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Text.Sed;

/// <summary>Runs a script over its input.</summary>
internal sealed class SedMachine(CommandRun run, IReadOnlyList<SedStep> script, SedInput input, ByteWriter output, bool silent)
{
    // A loop within a script gives others a turn after so many steps.
    private const int TurnLength = 4096;

    private readonly StringBuilder appended = new();
    private string pattern = "";
    private string hold = "";
    private bool replaced;
    private int turn;

    private enum Next
    {
        Step,
        Line,
        Restart,
        Quit,
    }

    public async ValueTask<int> RunAsync()
    {
        var keep = false;
        while (true)
        {
            if (!keep)
            {
                if (await input.ReadAsync() is not { } line)
                {
                    return 0;
                }

                pattern = line;
            }

            var (next, code, print) = await CycleAsync();
            if (print && !silent)
            {
                await PrintAsync(pattern);
            }

            await FlushAppendedAsync();
            if (next is Next.Quit)
            {
                return code;
            }

            keep = next is Next.Restart;
        }
    }

    private async ValueTask<(Next Next, int Code, bool Print)> CycleAsync()
    {
        replaced = false;
        for (var at = 0; at < script.Count; at++)
        {
            if (++turn % TurnLength == 0)
            {
                run.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }

            var step = script[at];
            if (await AppliesAsync(step) == step.Negated)
            {
                at = step.Letter == '{' ? step.Target - 1 : at;
                continue;
            }

            switch (step.Letter)
            {
                case 'b' or 't' or 'T':
                    if (step.Letter == 'b' || replaced == (step.Letter == 't'))
                    {
                        at = step.Target - 1;
                    }

                    replaced &= step.Letter == 'b';
                    break;
                case 'd':
                    return (Next.Line, 0, false);
                case 'D':
                    var end = pattern.IndexOf('\n', StringComparison.Ordinal);
                    pattern = end < 0 ? pattern : pattern[(end + 1)..];
                    return (end < 0 ? Next.Line : Next.Restart, 0, false);
                case 'q' or 'Q':
                    return (Next.Quit, step.Text.Length > 0 ? int.Parse(step.Text, CultureInfo.InvariantCulture) : 0, step.Letter == 'q');
                case 'n' or 'N':
                    if (!await AdvanceAsync(step.Letter))
                    {
                        return (Next.Quit, 0, true);
                    }

                    break;
                case 'c':
                    if (step.To is null || step.Negated || !step.Active)
                    {
                        await output.WriteLineAsync(step.Text);
                    }

                    return (Next.Line, 0, false);
                default:
                    await RunStepAsync(step);
                    break;
            }
        }

        return (Next.Line, 0, true);
    }

    private async ValueTask<bool> AdvanceAsync(char letter)
    {
        if (await input.IsLastAsync())
        {
            return false;
        }

        if (letter == 'n' && !silent)
        {
            await PrintAsync(pattern);
        }

        await FlushAppendedAsync();
        var line = await input.ReadAsync() ?? "";
        pattern = letter == 'n' ? line : pattern + "\n" + line;
        return true;
    }

    private async ValueTask RunStepAsync(SedStep step)
    {
        switch (step.Letter)
        {
            case 'p':
                await PrintAsync(pattern);
                break;
            case 'P':
                await output.WriteLineAsync(pattern.Split('\n')[0]);
                break;
            case '=':
                await output.WriteLineAsync(input.Number.ToString(CultureInfo.InvariantCulture));
                break;
            case 'l':
                await output.WriteLineAsync(SedText.Visible(pattern));
                break;
            case 'a':
                appended.Append(step.Text).Append('\n');
                break;
            case 'i':
                await output.WriteLineAsync(step.Text);
                break;
            case 'r':
                Append(step.Text);
                break;
            case 'w':
                await WriteAsync(step.Text);
                break;
            case 's':
                await SubstituteAsync(step);
                break;
            case 'y':
                pattern = string.Concat(pattern.Select(letter => step.Text.IndexOf(letter, StringComparison.Ordinal) is var at and >= 0 ? step.Replacement[at] : letter));
                break;
            case 'z':
                pattern = "";
                break;
            case 'h':
                hold = pattern;
                break;
            case 'H':
                hold += "\n" + pattern;
                break;
            case 'g':
                pattern = hold;
                break;
            case 'G':
                pattern += "\n" + hold;
                break;
            case 'x':
                (pattern, hold) = (hold, pattern);
                break;
        }
    }

    private async ValueTask SubstituteAsync(SedStep step)
    {
        var (text, changed) = SedText.Substitute(pattern, step);
        if (!changed)
        {
            return;
        }

        pattern = text;
        replaced = true;
        if (step.Flags.Contains('p', StringComparison.Ordinal))
        {
            await PrintAsync(pattern);
        }

        if (step.Text.Length > 0)
        {
            await WriteAsync(step.Text);
        }
    }

    private async ValueTask WriteAsync(string name)
    {
        if (name == "/dev/stdout")
        {
            await output.WriteLineAsync(pattern);
            return;
        }

        await using var file = run.Files.OpenWrite(run.Path(name), FileMode.Append, run.NewFileMode);
        await file.WriteAsync(ByteText.ToBytes(pattern + "\n"), run.Token);
    }

    private void Append(string name)
    {
        // A file that is not there is no error to sed.
        if (run.Files.Status(run.Path(name)) is { IsFile: true })
        {
            appended.Append(ByteText.FromBytes(run.Files.ReadAllBytes(run.Path(name))));
        }
    }

    private ValueTask PrintAsync(string text) => output.WriteAsync(text + (input.LineEnded ? "\n" : ""));

    private async ValueTask FlushAppendedAsync()
    {
        if (appended.Length > 0)
        {
            await output.WriteAsync((input.LineEnded ? "" : "\n") + appended);
            appended.Clear();
        }
    }

    private async ValueTask<bool> AppliesAsync(SedStep step)
    {
        if (step.From is null)
        {
            return true;
        }

        if (step.To is not { } to)
        {
            return await MatchesAsync(step.From);
        }

        if (step.Active)
        {
            step.Active = to.Pattern is not null || to.IsLast ? !await MatchesAsync(to) : input.Number < step.ActiveUntil;
            return to.Pattern is not null || to.IsLast || input.Number <= step.ActiveUntil;
        }

        if (!await MatchesAsync(step.From))
        {
            return false;
        }

        step.ActiveUntil = to.Relative ? input.Number + to.Number : to.Number;
        step.Active = to.IsLast ? !await input.IsLastAsync() : to.Pattern is not null || step.ActiveUntil > input.Number;
        return true;
    }

    private async ValueTask<bool> MatchesAsync(SedAddress address)
    {
        if (address.Pattern is { } regex)
        {
            return regex.IsMatch(pattern);
        }

        return address.IsLast ? await input.IsLastAsync()
            : address.Step > 0 ? input.Number >= address.Number && (input.Number - address.Number) % address.Step == 0 : input.Number == address.Number;
    }
}
