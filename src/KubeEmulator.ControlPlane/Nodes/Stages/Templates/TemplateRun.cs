using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Templates;

/// <summary>One rendering of a template; Go's <c>text/template/exec.go</c>. A value that is absent reads as null and is written <c>&lt;no value&gt;</c>.</summary>
internal sealed class TemplateRun
{
    // A template that calls itself, or writes for ever, ends with an error rather than with the process.
    private const int MostDepth = 100;
    private const int MostText = 4_000_000;

    private readonly IReadOnlyDictionary<string, IReadOnlyList<TemplateNode>> _named;
    private readonly TemplateFunctions _functions;
    private readonly StringBuilder _text = new();
    private List<(string Name, Value Value)> _variables;
    private int _depth;

    private enum Flow
    {
        Next,
        Break,
        Continue,
    }

    public TemplateRun(IReadOnlyDictionary<string, IReadOnlyList<TemplateNode>> named, TemplateFunctions functions, Value data) =>
        (_named, _functions, _variables) = (named, functions, [("$", data)]);

    public string Text => _text.ToString();

    public void Write(IReadOnlyList<TemplateNode> nodes, Value dot) => Walk(nodes, dot);

    private Flow Walk(IReadOnlyList<TemplateNode> nodes, Value dot)
    {
        foreach (var node in nodes)
        {
            var flow = Walk(node, dot);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private Flow Walk(TemplateNode node, Value dot)
    {
        switch (node)
        {
            case TemplateNode.Text text:
                Append(text.Content);
                return Flow.Next;
            case TemplateNode.Action { Pipeline: var pipeline }:
                var shown = Evaluate(pipeline, dot);
                if (pipeline.Variables.Count == 0)
                {
                    Append(TemplateValues.Text(shown));
                }

                return Flow.Next;
            case TemplateNode.If branch:
                return Scoped(() => TemplateValues.IsTrue(Evaluate(branch.Condition, dot)) ? Walk(branch.Then, dot) : Walk(branch.Else, dot));
            case TemplateNode.With with:
                return Scoped(() => Evaluate(with.Subject, dot) is var subject && TemplateValues.IsTrue(subject) ? Walk(with.Body, subject) : Walk(with.Else, dot));
            case TemplateNode.Range range:
                return Scoped(() => Range(range, dot));
            case TemplateNode.Invocation call:
                Invoke(call, dot);
                return Flow.Next;
            default:
                return node is TemplateNode.Break ? Flow.Break : Flow.Continue;
        }
    }

    private Flow Range(TemplateNode.Range range, Value dot)
    {
        var (names, declares) = (range.Subject.Variables, range.Subject.Declares);
        var subject = Evaluate(range.Subject with { Variables = [] }, dot);
        var any = false;
        foreach (var (key, value) in At(range.Subject.Line, () => TemplateValues.Items(subject)))
        {
            any = true;
            var mark = _variables.Count;
            if (names.Count > 0)
            {
                Set(names[^1], value, declares);
            }

            if (names.Count > 1)
            {
                Set(names[0], key, declares);
            }

            var flow = Walk(range.Body, value);
            _variables.RemoveRange(mark, _variables.Count - mark);
            if (flow == Flow.Break)
            {
                break;
            }
        }

        return any ? Flow.Next : Walk(range.Else, dot);
    }

    private void Invoke(TemplateNode.Invocation call, Value dot)
    {
        if (!_named.TryGetValue(call.Name, out var body))
        {
            throw new TemplateException($"line {call.Line}: no template \"{call.Name}\" is defined");
        }

        if (++_depth > MostDepth)
        {
            throw new TemplateException($"line {call.Line}: the template \"{call.Name}\" calls itself without end");
        }

        var data = call.Subject is null ? Value.Null : Evaluate(call.Subject, dot);
        var before = _variables;
        _variables = [("$", data)];
        Walk(body, data);
        _variables = before;
        _depth--;
    }

    private Flow Scoped(Func<Flow> act)
    {
        var mark = _variables.Count;
        var flow = act();
        _variables.RemoveRange(mark, _variables.Count - mark);
        return flow;
    }

    private Value Evaluate(TemplateExpression.Pipeline pipeline, Value dot)
    {
        var result = At(pipeline.Line, () =>
        {
            Value? last = null;
            foreach (var command in pipeline.Commands)
            {
                last = Evaluate(command, dot, last);
            }

            return last!;
        });

        foreach (var name in pipeline.Variables)
        {
            Set(name, result, pipeline.Declares);
        }

        return result;
    }

    // Faults say where: the line of the innermost pipeline.
    private static T At<T>(int line, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (TemplateException fault) when (!fault.Message.StartsWith("line ", StringComparison.Ordinal))
        {
            throw new TemplateException($"line {line}: {fault.Message}");
        }
    }

    private Value Evaluate(TemplateExpression.Command command, Value dot, Value? last)
    {
        if (command.Parts[0] is not TemplateExpression.Function { Name: var name })
        {
            return Evaluate(command.Parts[0], dot);
        }

        if (TemplateFunctions.Lazy.Contains(name))
        {
            return Choose(name == "or", command, dot, last);
        }

        var arguments = new List<Value>(command.Parts.Count);
        for (var i = 1; i < command.Parts.Count; i++)
        {
            arguments.Add(Evaluate(command.Parts[i], dot));
        }

        if (last is not null)
        {
            arguments.Add(last);
        }

        return At(command.Line, () => _functions.Call(name, arguments));
    }

    // and: the first that is false, or the last; or: the first that is true, or the last.
    private Value Choose(bool stopAt, TemplateExpression.Command command, Value dot, Value? last)
    {
        Value? value = null;
        for (var i = 1; i < command.Parts.Count; i++)
        {
            value = Evaluate(command.Parts[i], dot);
            if (TemplateValues.IsTrue(value) == stopAt)
            {
                return value;
            }
        }

        return last ?? value ?? throw new TemplateException("an argument is missing");
    }

    private Value Evaluate(TemplateExpression part, Value dot) => part switch
    {
        TemplateExpression.Literal { Value: var value } => value,
        TemplateExpression.Dot { Path: var path } => TemplateValues.At(dot, path),
        TemplateExpression.Variable { Name: var name, Path: var path } => TemplateValues.At(_variables.FindLast(v => v.Name == name).Value, path),
        TemplateExpression.Group { Inner: var inner, Path: var path } => TemplateValues.At(Evaluate(inner, dot), path),
        TemplateExpression.Function { Name: var name } => _functions.Call(name, []),
        _ => throw new InvalidOperationException($"{part.GetType().Name} is no operand"),
    };

    private void Set(string name, Value value, bool declares)
    {
        if (declares)
        {
            _variables.Add((name, value));
        }
        else
        {
            _variables[_variables.FindLastIndex(v => v.Name == name)] = (name, value);
        }
    }

    private void Append(string text)
    {
        _text.Append(text);
        if (_text.Length > MostText)
        {
            throw new TemplateException($"line 1: the template writes more than {MostText} characters");
        }
    }
}
