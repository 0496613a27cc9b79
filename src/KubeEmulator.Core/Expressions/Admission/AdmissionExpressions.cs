namespace KubeEmulator.Expressions;

/// <summary>
/// Compiles the expressions of admission: match conditions, policies, mutations. One instance compiles one policy, in the order of
/// its fields: variables first, and each later expression sees them. Upstream: apiserver
/// <c>pkg/admission/plugin/cel/{compile,composition}.go</c>.
/// </summary>
/// <param name="hasParams">Whether <c>params</c> is there: the policy names a paramKind.</param>
/// <param name="hasVariables">Whether expressions may name <c>variables</c>.</param>
internal sealed class AdmissionExpressions(bool hasParams, bool hasVariables)
{
    private static readonly CelEnvironment Plain = CelKubernetes.Environment.WithVariables(Seen);
    private static readonly CelEnvironment Patching = CelKubernetes.MutationEnvironment.WithVariables(Seen);

    private readonly Dictionary<string, CelField> _variables = new(StringComparer.Ordinal);

    /// <summary>
    /// The types of the object and of the parameters where these are known, for checking that runs nothing; otherwise both are anything
    /// (<c>dyn</c>). Upstream: <c>pkg/admission/plugin/policy/validating/typechecking.go</c>.
    /// </summary>
    public (CelType Object, CelType Params)? Types { get; init; }

    /// <summary>What mutations by apply must evaluate to.</summary>
    public static CelType ApplyResult { get; } = CelType.Named("Object");

    /// <summary>What mutations by JSON patch must evaluate to.</summary>
    public static CelType PatchResult { get; } = CelType.List(CelType.Named("JSONPatch"));

    private static (string Name, CelType Type)[] Seen =>
    [
        ("object", CelType.Dyn),
        ("oldObject", CelType.Dyn),
        ("namespaceObject", AdmissionTypes.Namespace),
        ("request", AdmissionTypes.Request),
    ];

    /// <summary>The type of <c>variables</c>, with those compiled so far.</summary>
    public CelObjectType Variables => new("kubernetes.variables", [.. _variables.Values]);

    /// <summary>Compiles a variable; what follows sees it, as anything (<c>dyn</c>) where it does not compile.</summary>
    public AdmissionCompilation CompileVariable(string name, string text)
    {
        var compiled = Compile(text, []);
        _variables[name] = new CelField(name, name, compiled.Program is null ? CelType.Dyn : Declared(compiled.Program.OutputType));
        return compiled;
    }

    /// <summary>What is wrong with the types of an expression, in cel-go's words; empty where nothing.</summary>
    public string Check(string text) => Environment(hasAuthorizer: true, hasPatchTypes: false).Compile(text).IssueText;

    /// <summary>Compiles an expression that must evaluate to one of the types; none stands for any.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="results">The types it may evaluate to.</param>
    /// <param name="hasAuthorizer">Whether it may ask what the user may do.</param>
    /// <param name="hasPatchTypes">Whether it may construct <c>Object</c> and <c>JSONPatch</c>.</param>
    public AdmissionCompilation Compile(string text, IReadOnlyList<CelType> results, bool hasAuthorizer = true, bool hasPatchTypes = false)
    {
        var compilation = Environment(hasAuthorizer, hasPatchTypes).Compile(text);
        if (compilation.IssueText.Length > 0)
        {
            return new AdmissionCompilation(null, "compilation failed: " + compilation.IssueText, false);
        }

        if (compilation.Program is not { } program)
        {
            return new AdmissionCompilation(null, "program instantiation failed: " + compilation.InstantiationError, true);
        }

        if (results.Count > 0 && !results.Any(program.OutputType.IsExactly))
        {
            var got = RuntimeText(program.OutputType);
            var wanted = results.Count == 1 ? RuntimeText(results[0]) : $"one of [{string.Join(' ', results.Select(RuntimeText))}]";
            return new AdmissionCompilation(null, $"must evaluate to {wanted} but got {got}", false);
        }

        return new AdmissionCompilation(program, "", false);
    }

    // A variable that is an object is seen as anything (convertCelTypeToDeclType).
    private static CelType Declared(CelType type) => type.Kind switch
    {
        CelKind.List => CelType.List(Declared(type.Parameters[0])),
        CelKind.Map => CelType.Map(Declared(type.Parameters[0]), Declared(type.Parameters[1])),
        CelKind.Struct or CelKind.Opaque or CelKind.Type => CelType.Dyn,
        _ => type,
    };

    /// <summary>cel-go's <c>Type.String</c>: names as at run time, unlike those of checker messages.</summary>
    internal static string RuntimeText(CelType type) =>
        type.Parameters.Length == 0 ? type.Name : $"{type.Name}({string.Join(", ", type.Parameters.Select(RuntimeText))})";

    private CelEnvironment Environment(bool hasAuthorizer, bool hasPatchTypes)
    {
        var environment = hasPatchTypes ? Patching : Plain;
        if (Types is { } types)
        {
            environment = environment.WithVariables(("object", types.Object), ("oldObject", types.Object));
        }

        if (hasParams)
        {
            environment = environment.WithVariables(("params", Types?.Params ?? CelType.Dyn));
        }

        if (hasAuthorizer && Types is not null)
        {
            // Upstream's checker does not declare the second one.
            environment = environment.WithVariables(("authorizer", CelKubernetesTypes.Authorizer));
        }
        else if (hasAuthorizer)
        {
            environment = environment.WithVariables(
                ("authorizer", CelKubernetesTypes.Authorizer),
                ("authorizer.requestResource", CelKubernetesTypes.ResourceCheck));
        }

        return hasVariables ? environment.WithVariables(("variables", Variables)) : environment;
    }
}
