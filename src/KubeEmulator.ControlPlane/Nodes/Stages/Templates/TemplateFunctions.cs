using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Templates;

/// <summary>The functions that a template may call, by name. Later sets of the same name win, as with Go's <c>Funcs</c>.</summary>
internal sealed class TemplateFunctions
{
    /// <summary>The words whose arguments are looked at only as far as needed.</summary>
    public static readonly IReadOnlySet<string> Lazy = new HashSet<string>(StringComparer.Ordinal) { "and", "or" };

    private readonly Dictionary<string, Func<IReadOnlyList<Value>, Value>> _functions = new(StringComparer.Ordinal);

    public TemplateFunctions(params IEnumerable<IReadOnlyDictionary<string, Func<IReadOnlyList<Value>, Value>>> sets)
    {
        foreach (var set in sets)
        {
            foreach (var (name, function) in set)
            {
                _functions[name] = function;
            }
        }
    }

    public bool Has(string name) => Lazy.Contains(name) || _functions.ContainsKey(name);

    /// <exception cref="TemplateException">The arguments do not fit; the message begins with the function's name.</exception>
    public Value Call(string name, IReadOnlyList<Value> arguments)
    {
        if (!_functions.TryGetValue(name, out var function))
        {
            throw new TemplateException($"there is no function \"{name}\" here");
        }

        try
        {
            return function(arguments);
        }
        catch (TemplateException fault)
        {
            throw new TemplateException($"{name}: {fault.Message}");
        }
    }
}
