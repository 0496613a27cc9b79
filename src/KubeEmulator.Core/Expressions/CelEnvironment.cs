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

    /// <summary>Whether all items of a list literal must have one type.</summary>
    public bool HomogeneousLiterals { get; private init; } = true;

    public CelParserOptions Parser { get; }

    /// <summary>The variables that were declared, by name.</summary>
    public IReadOnlyDictionary<string, CelVariable> Variables => _variables;

    /// <summary>An environment of libraries.</summary>
    public static CelEnvironment Create(CelParserOptions parser, IEnumerable<CelFunction> functions, IEnumerable<CelType> types)
    {
        Dictionary<string, CelFunction> table = new(StringComparer.Ordinal);
        foreach (var function in functions)
        {
            table[function.Name] = table.TryGetValue(function.Name, out var known) ? known.Merge(function) : function;
        }

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

    /// <summary>This environment with another namespace and rule for literals, as the language's own tests need.</summary>
    public CelEnvironment With(string container, bool homogeneousLiterals) =>
        new(_variables, _functions, Parser) { Container = container, HomogeneousLiterals = homogeneousLiterals };

    /// <summary>Parses, checks and plans an expression.</summary>
    public CelCompilation Compile(string text) => CelCompilation.Of(text, this);

    public CelVariable? FindVariable(string name) => Find(_variables, name);

    public CelFunction? FindFunction(string name) => Find(_functions, name);

    private static CelVariable TypeName(CelType type) => new(type.Name, CelType.TypeOf(type), new CelTypeValue(type));

    private CelEnvironment With(Dictionary<string, CelVariable> variables) =>
        new(variables, _functions, Parser) { Container = Container, HomogeneousLiterals = HomogeneousLiterals };

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
