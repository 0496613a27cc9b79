using KubeEmulator.Nodes.Containers.Commands;
using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Shell.Builtins;
using KubeEmulator.Nodes.Containers.Shell.Syntax;

namespace KubeEmulator.Nodes.Containers.Shell;

/// <content>Simple commands: assignments, built-ins, functions and programs.</content>
internal sealed partial class Shell
{
    private const int MaxFunctionDepth = 1000;

    private int functionDepth;
    private int substitutionStatus;

    /// <summary>Runs a command by its words, as the command built-in does: functions are passed over.</summary>
    public async ValueTask<int> RunWordsAsync(IReadOnlyList<string> words, bool withFunctions, bool tested)
    {
        var name = words[0];
        if (BuiltinCatalog.Find(name) is { IsSpecial: true } special)
        {
            return await special.Run(this, words);
        }

        if (withFunctions && Functions.TryGetValue(name, out var function))
        {
            return await CallAsync(function, words, tested);
        }

        return BuiltinCatalog.Find(name) is { } builtin ? await builtin.Run(this, words) : await StartAsync(words);
    }

    /// <summary>Runs a program as a child, and says why where it cannot.</summary>
    public async ValueTask<int> StartAsync(IReadOnlyList<string> words)
    {
        var found = CommandSearch.Find(Files, ByteText.Decode(WorkingDirectory), Variables["PATH"], words[0]);
        if (found.Failure is { } failure)
        {
            return await FailAsync($"{words[0]}: {failure.Message}", failure.Status);
        }

        return await ReportAsync(await CommandRunner.SpawnAsync(Process, found, words, Variables.Environment(), WorkingDirectory, null));
    }

    /// <summary>Runs a built-in that programs share, such as echo and test.</summary>
    public async ValueTask<int> RunCommandAsync(CommandFunction command, IReadOnlyList<string> words) =>
        await CommandRunner.RunFunctionAsync(Process, command, words, Variables.Environment(), WorkingDirectory, prefix: $"{Name}: {Line}: ");

    private async ValueTask<int> SimpleAsync(ShellNode.Simple simple, bool tested)
    {
        Line = simple.Line;
        substitutionStatus = 0;
        var words = await FieldsAsync(simple.Words);
        if (words.Count == 0)
        {
            return await AssignAsync(simple);
        }

        var isExec = words[0] == "exec";
        var isSpecial = BuiltinCatalog.Find(words[0]) is { IsSpecial: true };
        var before = Process.Descriptors;
        var table = simple.Redirections.Count == 0 ? before : before.Copy();
        var undo = new List<Action>();
        try
        {
            if (table != before && !await RedirectAsync(simple.Redirections, table))
            {
                return isSpecial ? Leave(2) : 2;
            }

            await TraceAsync(simple, words);
            var isFunction = Functions.ContainsKey(words[0]) && !isSpecial;
            foreach (var (name, value) in simple.Assignments)
            {
                var text = await AssignedTextAsync(value);
                if (!isSpecial)
                {
                    undo.Add(Variables.Remember(name));
                }

                Variables.Set(name, text, export: !isSpecial || isFunction);
            }

            Process.Descriptors = table;
            if (isExec && words.Count == 1)
            {
                before.CloseAll();
                before = table;
                return 0;
            }

            return await RunWordsAsync(words, withFunctions: true, tested);
        }
        finally
        {
            undo.Reverse();
            undo.ForEach(action => action());
            Process.Descriptors = before;
            if (table != before)
            {
                table.CloseAll();
            }
        }
    }

    private int Leave(int status)
    {
        Flow = ShellFlow.Exit;
        return status;
    }

    // Assignments alone: they stay, and the status is that of the last command substitution.
    private async ValueTask<int> AssignAsync(ShellNode.Simple simple)
    {
        if (simple.Redirections.Count > 0)
        {
            var table = Process.Descriptors.Copy();
            var opened = await RedirectAsync(simple.Redirections, table);
            table.CloseAll();
            if (!opened)
            {
                return 2;
            }
        }

        var traced = new List<string>();
        foreach (var (name, value) in simple.Assignments)
        {
            var text = await AssignedTextAsync(value);
            Variables.Set(name, text, Options.ExportAll);
            traced.Add($"{name}={text}");
        }

        if (Options.Trace && traced.Count > 0)
        {
            await WriteAsync(2, $"{Variables["PS4"]}{string.Join(' ', traced)}\n");
        }

        return substitutionStatus;
    }

    private async ValueTask TraceAsync(ShellNode.Simple simple, List<string> words)
    {
        if (!Options.Trace)
        {
            return;
        }

        var traced = new List<string>();
        foreach (var (name, value) in simple.Assignments)
        {
            traced.Add($"{name}={await AssignedTextAsync(value)}");
        }

        traced.AddRange(words);
        await WriteAsync(2, $"{Variables["PS4"]}{string.Join(' ', traced)}\n");
    }

    private async ValueTask<int> CallAsync(ShellNode.Function function, IReadOnlyList<string> words, bool tested)
    {
        if (functionDepth >= MaxFunctionDepth)
        {
            throw new ShellErrorException($"Maximum function recursion depth ({MaxFunctionDepth}) reached");
        }

        var (positional, loops, optionLetter) = (Positional, LoopDepth, OptionLetter);
        Positional = [.. words.Skip(1)];
        functionDepth++;
        LoopDepth = 0;
        OptionLetter = 0;
        Variables.EnterFunction();
        try
        {
            var status = await EvaluateAsync(function.Body, tested);
            if (Flow == ShellFlow.Return)
            {
                Flow = ShellFlow.Next;
                status = LastStatus;
            }

            return status;
        }
        finally
        {
            Variables.LeaveFunction();
            functionDepth--;
            (Positional, LoopDepth, OptionLetter) = (positional, loops, optionLetter);
        }
    }
}
