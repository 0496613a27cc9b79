namespace KubeEmulator.Expressions;

/// <summary>The variables of a macro's body, innermost first.</summary>
internal sealed class CelScope(CelScope? outer)
{
    private readonly Dictionary<string, CelVariable> _variables = new(StringComparer.Ordinal);

    public CelScope? Outer { get; } = outer;

    public void Add(string name, CelType type) => _variables[name] = new CelVariable(name, type);

    public CelVariable? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._variables.TryGetValue(name, out var variable))
            {
                return variable;
            }
        }

        return null;
    }
}
