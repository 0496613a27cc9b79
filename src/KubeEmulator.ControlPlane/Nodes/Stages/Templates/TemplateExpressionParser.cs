using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Templates;

/// <summary>Reads what stands in actions: pipelines, commands, operands. Knows the variables at every place.</summary>
internal sealed class TemplateExpressionParser(IReadOnlyList<TemplateToken> tokens, Predicate<string> isFunction)
{
    private List<string> _variables = ["$"];

    public IReadOnlyList<string> Variables => _variables;

    /// <summary>Ends the scope of variables declared since there were so many.</summary>
    public void Forget(int count) => _variables.RemoveRange(count, _variables.Count - count);

    /// <summary>Begins a template of its own, which knows no variable of the one around it.</summary>
    public List<string> Enter()
    {
        var before = _variables;
        _variables = ["$"];
        return before;
    }

    public void Leave(List<string> before) => _variables = before;

    /// <summary>A pipeline from a place on; the place is moved behind it.</summary>
    public TemplateExpression.Pipeline Pipeline(ref int at, bool ofRange)
    {
        var line = tokens[at].Line;
        var (names, declares) = Targets(ref at, ofRange);
        var commands = new List<TemplateExpression.Command>();
        do
        {
            commands.Add(Command(ref at, isFirst: commands.Count == 0));
        }
        while (Accept(ref at, "|"));
        if (declares)
        {
            _variables.AddRange(names);
        }

        return new TemplateExpression.Pipeline(names, declares, commands, line);
    }

    private (string[] Names, bool Declares) Targets(ref int at, bool ofRange)
    {
        if (tokens[at].Kind != TemplateTokenKind.Variable)
        {
            return ([], false);
        }

        // Two names come only with range: {{range $key, $value := ...}}.
        var second = ofRange && tokens[at + 1].Text == "," && tokens[at + 2].Kind == TemplateTokenKind.Variable ? 2 : 0;
        if (tokens[at + 1 + second] is not { Kind: TemplateTokenKind.Mark, Text: ":=" or "=" } mark)
        {
            return ([], false);
        }

        string[] names = second == 0 ? [tokens[at].Text] : [tokens[at].Text, tokens[at + 2].Text];
        if (mark.Text == "=" && names.FirstOrDefault(n => !_variables.Contains(n)) is { } unknown)
        {
            throw Fault(tokens[at], $"the variable {unknown} is not declared");
        }

        at += 2 + second;
        return (names, mark.Text == ":=");
    }

    private TemplateExpression.Command Command(ref int at, bool isFirst)
    {
        var parts = new List<TemplateExpression>();
        var first = tokens[at];
        while (tokens[at].Kind != TemplateTokenKind.Close && tokens[at] is not { Kind: TemplateTokenKind.Mark, Text: "|" or ")" })
        {
            parts.Add(Operand(ref at));
        }

        if (parts.Count == 0)
        {
            throw Fault(first, "a value is missing");
        }

        if (parts[0] is not TemplateExpression.Function && (parts.Count > 1 || !isFirst))
        {
            throw Fault(first, $"\"{first.Text}\" is not a function and takes no arguments");
        }

        return new TemplateExpression.Command(parts, first.Line);
    }

    private TemplateExpression Operand(ref int at)
    {
        var token = tokens[at++];
        switch (token.Kind)
        {
            case TemplateTokenKind.Dot:
                return new TemplateExpression.Dot([]);
            case TemplateTokenKind.Field:
                return new TemplateExpression.Dot([token.Text, .. Path(ref at)]);
            case TemplateTokenKind.Variable when _variables.Contains(token.Text):
                return new TemplateExpression.Variable(token.Text, Path(ref at));
            case TemplateTokenKind.Variable:
                throw Fault(token, $"the variable {token.Text} is not declared");
            case TemplateTokenKind.String:
                return new TemplateExpression.Literal(token.Text);
            case TemplateTokenKind.Number:
                return new TemplateExpression.Literal(Number(token));
            case TemplateTokenKind.Word when token.Text is "true" or "false":
                return new TemplateExpression.Literal(token.Text == "true");
            case TemplateTokenKind.Word when token.Text == "nil":
                return new TemplateExpression.Literal(Value.Null);
            case TemplateTokenKind.Word when isFunction(token.Text):
                return new TemplateExpression.Function(token.Text);
            case TemplateTokenKind.Word:
                throw Fault(token, $"there is no function \"{token.Text}\"");
            case TemplateTokenKind.Mark when token.Text == "(":
                var inner = Pipeline(ref at, ofRange: false);
                return Accept(ref at, ")") ? new TemplateExpression.Group(inner, Path(ref at)) : throw Fault(token, "a parenthesis is not closed");
            default:
                throw Fault(token, $"\"{token.Text}\" stands where a value should be");
        }
    }

    private List<string> Path(ref int at)
    {
        var path = new List<string>();
        while (tokens[at] is { Kind: TemplateTokenKind.Field, AfterSpace: false, Text: var name })
        {
            path.Add(name);
            at++;
        }

        return path;
    }

    private bool Accept(ref int at, string mark)
    {
        if (tokens[at] is { Kind: TemplateTokenKind.Mark } token && token.Text == mark)
        {
            at++;
            return true;
        }

        return false;
    }

    private static Value Number(TemplateToken token)
    {
        var text = token.Text.Replace("_", "", StringComparison.Ordinal);
        var digits = text.TrimStart('+', '-');
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && long.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
        {
            return text[0] == '-' ? -hex : hex;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? (Value)integer
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw Fault(token, $"\"{token.Text}\" is no number");
    }

    private static TemplateException Fault(TemplateToken token, string message) => new($"line {token.Line}: {message}");
}
