namespace KubeEmulator.Expressions;

/// <summary>What compiling gives: a program, or why there is none.</summary>
internal sealed class CelCompilation
{
    private CelCompilation()
    {
    }

    /// <summary>The program; <c>null</c> where there are issues or constants that cannot be.</summary>
    public CelProgram? Program { get; private init; }

    /// <summary>What is wrong, by position.</summary>
    public IReadOnlyList<CelIssue> Issues { get; private init; } = [];

    /// <summary>All issues as cel-go prints them; empty where there are none.</summary>
    public string IssueText { get; private init; } = "";

    /// <summary>
    /// Why a well-typed expression cannot become a program: a constant that does not convert
    /// (<c>int('a')</c>). Kubernetes prints "program instantiation failed: " before it.
    /// </summary>
    public string? InstantiationError { get; private init; }

    public static CelCompilation Of(string text, CelEnvironment environment)
    {
        var source = new CelSource(text);
        var issues = new CelIssues(source);
        var root = CelParser.Parse(source, environment.Parser, issues);
        if (issues.Count == 0)
        {
            CelChecker.Check(root, environment, issues);
        }

        if (issues.Count == 0 && environment.ValidatesLiterals)
        {
            CelLiteralValidator.Validate(root, issues);
        }

        if (issues.Count > 0)
        {
            return new CelCompilation { Issues = issues.InOrder, IssueText = issues.ToString() };
        }

        var planner = new CelPlanner(environment);
        var plan = planner.Plan(root);
        return planner.Error is { } error
            ? new CelCompilation { InstantiationError = error }
            : new CelCompilation { Program = new CelProgram(source, root, plan, planner.Shape, environment) };
    }
}
