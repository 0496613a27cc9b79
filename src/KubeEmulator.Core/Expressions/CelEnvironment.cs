namespace KubeEmulator.Expressions;

/// <summary>
/// What expressions may use: variables, types, functions and macros. Immutable; extending makes a new one that
/// shares the rest. Compiled programs keep nothing of it but what they call.
/// </summary>
internal sealed class CelEnvironment
{
    private readonly Dictionary<string, CelVariable> _variables;
    private readonly Dictionary<string, CelFunction> _functions;

    private CelEnvironment(
        Dictionary<string, CelVariable> variables, Dictionary<string, CelFunction> functions, CelParserOptions parser)
    {
        _variables = variables;
        _functions = functions;
        Parser = parser;
    }

    /// <summary>The namespace names are looked up in first; Kubernetes uses none.</summary>
    public string Container { get; private init; } = "";

    /// <summary>Whether literals are validated beyond their types, as Kubernetes does.</summary>
    public bool ValidatesLiterals { get; private init; } = true;

    public CelParserOptions Parser { get; }

    /// <summary>Finds types that exist by naming alone, such as <c>Object.spec</c>.</summary>
    private Func<string, CelType?>? TypeResolver { get; init; }

    /// <summary>The variables that were declared, by name.</summary>
    public IReadOnlyDictionary<string, CelVariable> Variables => _variables;

    /// <summary>An environment of libraries.</summary>
    public static CelEnvironment Create(CelParserOptions parser, IEnumerable<CelFunction> functions, IEnumerable<CelType> types)
    {
        var table = Merge([], functions);
        Dictionary<string, CelVariable> names = new(StringComparer.Ordinal);
        foreach (var type in types)
        {
            names[type.Name] = TypeName(type);
        }

        return new CelEnvironment(names, table, parser);
    }

    /// <summary>This environment with more variables.</summary>
    public CelEnvironment WithVariables(params ReadOnlySpan<(string Name, CelType Type)> variables)
    {
        Dictionary<string, CelVariable> all = new(_variables, StringComparer.Ordinal);
        foreach (var (name, type) in variables)
        {
            all[name] = new CelVariable(name, type);
        }

        return With(all);
    }

    /// <summary>This environment with more functions.</summary>
    public CelEnvironment WithFunctions(IEnumerable<CelFunction> functions) => new(_variables, Merge(_functions, functions), Parser)
    {
        Container = Container,
        ValidatesLiterals = ValidatesLiterals,
        TypeResolver = TypeResolver,
    };

    /// <summary>This environment with types that message literals may construct.</summary>
    public CelEnvironment WithTypes(params IEnumerable<CelType> types)
    {
        Dictionary<string, CelVariable> all = new(_variables, StringComparer.Ordinal);
        foreach (var type in types)
        {
            all[type.Name] = TypeName(type);
        }

        return With(all);
    }

    /// <summary>This environment with types that come into being when named.</summary>
    public CelEnvironment WithTypes(Func<string, CelType?> resolver) =>
        new(_variables, _functions, Parser) { Container = Container, ValidatesLiterals = ValidatesLiterals, TypeResolver = resolver };

    /// <summary>This environment with another namespace and its own word on whether literals are validated, as the language's own tests need.</summary>
    public CelEnvironment With(string container, bool validatesLiterals) =>
        new(_variables, _functions, Parser) { Container = container, ValidatesLiterals = validatesLiterals, TypeResolver = TypeResolver };

    /// <summary>Parses, checks and plans an expression.</summary>
    public CelCompilation Compile(string text) => CelCompilation.Of(text, this);

    public CelVariable? FindVariable(string name) =>
        Find(_variables, name) ?? (TypeResolver?.Invoke(name.TrimStart('.')) is { } type ? TypeName(type) : null);

    public CelFunction? FindFunction(string name) => Find(_functions, name);

    private static Dictionary<string, CelFunction> Merge(Dictionary<string, CelFunction> known, IEnumerable<CelFunction> functions)
    {
        Dictionary<string, CelFunction> table = new(known, StringComparer.Ordinal);
        foreach (var function in functions)
        {
            table[function.Name] = table.TryGetValue(function.Name, out var same) ? same.Merge(function) : function;
        }

        return table;
    }

    private static CelVariable TypeName(CelType type) => new(type.Name, CelType.TypeOf(type), new CelTypeValue(type));

    private CelEnvironment With(Dictionary<string, CelVariable> variables) =>
        new(variables, _functions, Parser) { Container = Container, ValidatesLiterals = ValidatesLiterals, TypeResolver = TypeResolver };

    /// <summary>Looks in the namespace first, then outwards; a leading dot starts outside.</summary>
    private T? Find<T>(Dictionary<string, T> table, string name)
        where T : class
    {
        if (name.StartsWith('.'))
        {
            return table.GetValueOrDefault(name[1..]);
        }

        for (var prefix = Container; prefix.Length > 0;)
        {
            if (table.TryGetValue($"{prefix}.{name}", out var found))
            {
                return found;
            }

            var dot = prefix.LastIndexOf('.');
            prefix = dot < 0 ? "" : prefix[..dot];
        }

        return table.GetValueOrDefault(name);
    }
}
