using System.Runtime.CompilerServices;
using KubeEmulator.Nodes.Containers.Shell.Syntax;

namespace KubeEmulator.Nodes.Containers.Shell;

/// <content>Compound commands and lists.</content>
internal sealed partial class Shell
{
    // After so many commands others get a turn, so that a loop without end starves nobody.
    private const int TurnLength = 256;

    private int turn;

    /// <summary>Runs a command; <paramref name="tested"/>: its failure is looked at, so set -e does not end the shell.</summary>
    public async ValueTask<int> EvaluateAsync(ShellNode node, bool tested)
    {
        // A deep recursion of functions goes on with a fresh stack.
        if (++turn % TurnLength == 0 || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            await Task.Yield();
        }

        Process.Token.ThrowIfCancellationRequested();
        if (Options.NoExec)
        {
            return 0;
        }

        LastStatus = await DispatchAsync(node, tested);
        if (Traps.IsPending && Flow == ShellFlow.Next)
        {
            await RunTrapsAsync();
        }

        if (LastStatus != 0 && !tested && Options.ExitOnError && Flow == ShellFlow.Next
            && node is ShellNode.Simple or ShellNode.Pipeline or ShellNode.Subshell or ShellNode.Redirected)
        {
            Flow = LastStatus != 0 && !tested && Options.ExitOnError ? ShellFlow.Exit : Flow;
        }

        return LastStatus;
    }

    /// <summary>Runs what signals have asked for.</summary>
    public async ValueTask RunTrapsAsync()
    {
        while (Flow == ShellFlow.Next && Traps.Next() is { } next)
        {
            var status = LastStatus;
            await RunTextAsync(next.Action);
            LastStatus = Flow == ShellFlow.Exit ? LastStatus : status;
        }
    }

    /// <summary>Runs a text in this shell: eval, traps, scripts.</summary>
    public async ValueTask<int> RunTextAsync(string text, bool tested = false)
    {
        var parser = new ShellParser(new ShellLexer(text, Line));
        var status = 0;
        while (Flow == ShellFlow.Next && parser.ParseNext() is { } command)
        {
            status = await EvaluateAsync(command, tested);
        }

        return status;
    }

    private ValueTask<int> DispatchAsync(ShellNode node, bool tested)
    {
        switch (node)
        {
            case ShellNode.Simple simple:
                return SimpleAsync(simple, tested);
            case ShellNode.Sequence sequence:
                return SequenceAsync(sequence, tested);
            case ShellNode.Pipeline pipeline:
                return PipelineAsync(pipeline);
            case ShellNode.Not not:
                return NotAsync(not);
            case ShellNode.And and:
                return AndOrAsync(and.Left, and.Right, onSuccess: true, tested);
            case ShellNode.Or or:
                return AndOrAsync(or.Left, or.Right, onSuccess: false, tested);
            case ShellNode.If conditional:
                return IfAsync(conditional, tested);
            case ShellNode.While loop:
                return WhileAsync(loop, tested);
            case ShellNode.For loop:
                return ForAsync(loop, tested);
            case ShellNode.Case choice:
                return CaseAsync(choice, tested);
            case ShellNode.Subshell subshell:
                return InSubshellAsync(subshell.Body, tested);
            case ShellNode.Redirected redirected:
                return RedirectedAsync(redirected, tested);
            case ShellNode.Background background:
                StartBackground(background.Body);
                return new ValueTask<int>(0);
            case ShellNode.Function function:
                Functions[function.Name] = function;
                return new ValueTask<int>(0);
            default:
                throw new InvalidOperationException($"unknown command {node.GetType().Name}");
        }
    }

    private async ValueTask<int> SequenceAsync(ShellNode.Sequence sequence, bool tested)
    {
        var status = 0;
        foreach (var item in sequence.Items)
        {
            status = await EvaluateAsync(item, tested);
            if (Flow != ShellFlow.Next)
            {
                break;
            }
        }

        return status;
    }

    private async ValueTask<int> NotAsync(ShellNode.Not not)
    {
        var status = await EvaluateAsync(not.Body, tested: true);
        return Flow != ShellFlow.Next ? status : status == 0 ? 1 : 0;
    }

    private async ValueTask<int> AndOrAsync(ShellNode left, ShellNode right, bool onSuccess, bool tested)
    {
        var status = await EvaluateAsync(left, tested: true);
        return Flow != ShellFlow.Next || (status == 0) != onSuccess ? status : await EvaluateAsync(right, tested);
    }

    private async ValueTask<int> IfAsync(ShellNode.If conditional, bool tested)
    {
        var status = await EvaluateAsync(conditional.Condition, tested: true);
        if (Flow != ShellFlow.Next)
        {
            return status;
        }

        return status == 0 ? await EvaluateAsync(conditional.Then, tested)
            : conditional.Else is { } otherwise ? await EvaluateAsync(otherwise, tested) : 0;
    }

    private async ValueTask<int> WhileAsync(ShellNode.While loop, bool tested)
    {
        var status = 0;
        LoopDepth++;
        while (true)
        {
            var condition = await EvaluateAsync(loop.Condition, tested: true);
            if (LeavesLoop())
            {
                status = Flow is ShellFlow.Exit or ShellFlow.Return ? condition : status;
                break;
            }

            if ((condition == 0) == loop.Until)
            {
                break;
            }

            status = await EvaluateAsync(loop.Body, tested);
            if (LeavesLoop())
            {
                break;
            }
        }

        LoopDepth--;
        return status;
    }

    private async ValueTask<int> ForAsync(ShellNode.For loop, bool tested)
    {
        Line = loop.Line;
        var values = loop.Words is { } words ? await FieldsAsync(words) : [.. Positional];
        var status = 0;
        LoopDepth++;
        foreach (var value in values)
        {
            Variables.Set(loop.Variable, value);
            status = await EvaluateAsync(loop.Body, tested);
            if (LeavesLoop())
            {
                break;
            }
        }

        LoopDepth--;
        return status;
    }

    // Takes one level off break and continue; true: this loop ends.
    private bool LeavesLoop()
    {
        switch (Flow)
        {
            case ShellFlow.Next:
                return false;
            case ShellFlow.Break or ShellFlow.Continue when FlowCount > 1:
                FlowCount--;
                return true;
            case ShellFlow.Break:
                Flow = ShellFlow.Next;
                return true;
            case ShellFlow.Continue:
                Flow = ShellFlow.Next;
                return false;
            default:
                return true;
        }
    }

    private async ValueTask<int> CaseAsync(ShellNode.Case choice, bool tested)
    {
        Line = choice.Line;
        var subject = await TextAsync(choice.Subject);
        foreach (var (patterns, body) in choice.Arms)
        {
            foreach (var pattern in patterns)
            {
                if (ShellPattern.Matches(await PatternAsync(pattern), subject))
                {
                    return body is null ? 0 : await EvaluateAsync(body, tested);
                }
            }
        }

        return 0;
    }

    private async ValueTask<int> RedirectedAsync(ShellNode.Redirected redirected, bool tested)
    {
        Line = redirected.Line;
        var before = Process.Descriptors;
        var table = before.Copy();
        try
        {
            if (!await RedirectAsync(redirected.Redirections, table))
            {
                return 2;
            }

            Process.Descriptors = table;
            return await EvaluateAsync(redirected.Body, tested);
        }
        finally
        {
            Process.Descriptors = before;
            table.CloseAll();
        }
    }
}
