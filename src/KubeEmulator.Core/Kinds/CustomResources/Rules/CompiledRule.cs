using KubeEmulator.Expressions;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>One rule of <c>x-kubernetes-validations</c>, compiled; apiextensions' <c>pkg/apiserver/schema/cel/compilation.go</c>.</summary>
internal sealed class CompiledRule
{
    private CompiledRule(MapValue facts)
    {
        Facts = facts;
        Text = facts.StringOrEmpty("rule");
        Message = facts.StringOrEmpty("message");
        Reason = facts.String("reason");
        OptionalOldSelf = facts.Bool("optionalOldSelf") == true;
    }

    /// <summary>The rule as written.</summary>
    public MapValue Facts { get; }

    public string Text { get; }

    public string Message { get; }

    public string? Reason { get; }

    public bool OptionalOldSelf { get; }

    /// <summary>The program; null where the rule is empty or wrong.</summary>
    public CelProgram? Program { get; private set; }

    /// <summary>What is wrong with the rule; null where nothing is.</summary>
    public string? Error { get; private set; }

    public CelProgram? MessageProgram { get; private set; }

    /// <summary>What is wrong with the message expression; null where nothing is.</summary>
    public string? MessageError { get; private set; }

    public bool UsesOldSelf { get; private set; }

    /// <summary>What one evaluation may cost at most.</summary>
    public ulong MaxCost { get; private set; }

    public ulong MessageMaxCost { get; private set; }

    /// <summary>Where the rule puts its fault, below the value it judges; null for the value itself.</summary>
    public string? FieldPath { get; private set; }

    /// <summary>The rule in messages: its message, or its text.</summary>
    public string Name => Message.Length > 0 ? Message.Trim() : Text.Trim();

    public static IReadOnlyList<CompiledRule> All(Schema schema, SchemaType type)
    {
        if (schema.Constraints?.Rules is not { Count: > 0 } rules)
        {
            return [];
        }

        var environment = CelKubernetes.Environment.WithVariables(("self", type.Type), ("oldSelf", type.Type));
        var optional = CelKubernetes.Environment.WithVariables(("self", type.Type), ("oldSelf", CelType.Optional(type.Type)));
        return [.. rules.Select(rule => Compile(rule, schema, type.Type, environment, optional))];
    }

    private static CompiledRule Compile(MapValue facts, Schema schema, CelType type, CelEnvironment environment, CelEnvironment optional)
    {
        var rule = new CompiledRule(facts);
        if (rule.Text.Trim().Length > 0)
        {
            rule.CompileRule(schema, type, rule.OptionalOldSelf ? optional : environment);
        }

        return rule;
    }

    private void CompileRule(Schema schema, CelType type, CelEnvironment environment)
    {
        var compiled = environment.Compile(Text);
        if (compiled.Program is not { } program)
        {
            Error = compiled.InstantiationError is { } why ? $"program instantiation failed: {why}" : $"compilation failed: {compiled.IssueText}";
            return;
        }

        if (program.OutputType.Kind != CelKind.Bool)
        {
            Error = "cel expression must evaluate to a bool";
            return;
        }

        (Program, UsesOldSelf, MaxCost) = (program, program.Variables.Contains("oldSelf"), program.EstimateCost(type).Max);
        if (Facts.StringOrEmpty("messageExpression") is { Length: > 0 } message)
        {
            CompileMessage(environment.Compile(message), type);
        }

        if (Facts.StringOrEmpty("fieldPath") is { Length: > 0 } path && SchemaPath.Resolve(path, schema, allowKeys: true) is { Error: null } found)
        {
            FieldPath = found.Path!.ToString();
        }
    }

    private void CompileMessage(CelCompilation compiled, CelType type)
    {
        if (compiled.Program is not { } program)
        {
            MessageError = compiled.InstantiationError is { } why
                ? $"messageExpression instantiation failed: {why}"
                : $"messageExpression compilation failed: {compiled.IssueText}";
        }
        else if (program.OutputType.Kind != CelKind.String)
        {
            MessageError = "messageExpression must evaluate to a string";
        }
        else
        {
            (MessageProgram, MessageMaxCost) = (program, program.EstimateCost(type).Max);
        }
    }
}
