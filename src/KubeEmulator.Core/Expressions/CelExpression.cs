using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary>
/// A CEL expression as Kubernetes 1.36 reads it: with its function library, its messages and its costs. For
/// trying rules and policies out; variables are dynamic, so only what does not depend on a schema is checked.
/// Immutable and safe to use from many threads.
/// </summary>
public sealed class CelExpression
{
    private readonly CelProgram? _program;

    private CelExpression(string text, CelCompilation compilation)
    {
        Text = text;
        _program = compilation.Program;
        Error = compilation.InstantiationError ?? (compilation.IssueText.Length > 0 ? compilation.IssueText : null);
    }

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>What is wrong with the expression, as the server prints it behind "compilation failed: "; <c>null</c> where it compiles.</summary>
    public string? Error { get; }

    /// <summary>Compiles an expression over the named variables, such as <c>self</c> or <c>object</c>.</summary>
    public static CelExpression Compile(string text, params IEnumerable<string> variables)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(variables);
        (string, CelType)[] declared = [.. variables.Select(v => (v, CelType.Dyn))];
        return new CelExpression(text, CelKubernetes.Environment.WithVariables(declared).Compile(text));
    }

    /// <summary>Evaluates the expression and tells every step. A variable without a value is an error where it is read.</summary>
    /// <exception cref="InvalidOperationException">The expression does not compile.</exception>
    public CelEvaluation Evaluate(IReadOnlyDictionary<string, Value> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        if (_program is null)
        {
            throw new InvalidOperationException($"The expression does not compile: {Error}");
        }

        var activation = new CelActivation();
        foreach (var (name, value) in variables)
        {
            activation.Set(name, CelConversion.FromJson(value, CelType.Dyn));
        }

        return CelEvaluation.Of(_program.Explain(activation));
    }
}
