namespace KubeEmulator.Nodes.Containers.Shell;

/// <summary>The variables of a shell, with the local ones of the functions that run.</summary>
internal sealed class ShellVariables
{
    private readonly Dictionary<string, Variable> variables = new(StringComparer.Ordinal);
    private readonly Stack<Dictionary<string, Variable?>> scopes = new();

    // What children get is the same from command to command; it is made again after an exported variable changed.
    private Dictionary<string, string>? environment;

    public string? this[string name] => variables.GetValueOrDefault(name)?.Value;

    public bool InFunction => scopes.Count > 0;

    public ShellVariables Copy()
    {
        var copy = new ShellVariables();
        foreach (var (name, variable) in variables)
        {
            copy.variables[name] = variable;
        }

        // A subshell within a function still knows that local is allowed.
        if (InFunction)
        {
            copy.scopes.Push(new Dictionary<string, Variable?>(StringComparer.Ordinal));
        }

        return copy;
    }

    /// <exception cref="ShellErrorException">The variable is read-only.</exception>
    public void Set(string name, string value, bool export = false)
    {
        var before = variables.GetValueOrDefault(name);
        if (before is { ReadOnly: true })
        {
            throw new ShellErrorException($"{name}: is read only");
        }

        var exported = export || before is { Exported: true };
        environment = exported ? null : environment;
        variables[name] = new Variable(value, exported, false);
    }

    public void Export(string name)
    {
        environment = null;
        variables[name] = (variables.GetValueOrDefault(name) ?? Variable.Unset) with { Exported = true };
    }

    public void MakeReadOnly(string name) => variables[name] = (variables.GetValueOrDefault(name) ?? Variable.Unset) with { ReadOnly = true };

    public bool Unset(string name)
    {
        if (variables.GetValueOrDefault(name) is { ReadOnly: true })
        {
            return false;
        }

        environment = null;
        variables.Remove(name);
        return true;
    }

    /// <summary>Remembers a variable's value for the end of the function.</summary>
    public void MakeLocal(string name) => scopes.Peek().TryAdd(name, variables.GetValueOrDefault(name));

    public void EnterFunction() => scopes.Push(new Dictionary<string, Variable?>(StringComparer.Ordinal));

    public void LeaveFunction()
    {
        foreach (var (name, before) in scopes.Pop())
        {
            Restore(name, before);
        }
    }

    /// <summary>The variables as they are, to put back after a command with assignments before it.</summary>
    public Action Remember(string name)
    {
        var before = variables.GetValueOrDefault(name);
        return () => Restore(name, before);
    }

    /// <summary>What a child gets; not to be changed.</summary>
    public IReadOnlyDictionary<string, string> Environment() =>
        environment ??= variables.Where(entry => entry.Value is { Exported: true, Value: not null }).ToDictionary(entry => entry.Key, entry => entry.Value.Value!, StringComparer.Ordinal);

    public IEnumerable<(string Name, string? Value)> List(bool exportedOnly = false, bool readOnlyOnly = false) =>
        variables.Where(entry => (!exportedOnly || entry.Value.Exported) && (!readOnlyOnly || entry.Value.ReadOnly))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value.Value));

    private void Restore(string name, Variable? before)
    {
        environment = null;
        if (before is null)
        {
            variables.Remove(name);
        }
        else
        {
            variables[name] = before;
        }
    }

    private sealed record Variable(string? Value, bool Exported, bool ReadOnly)
    {
        public static Variable Unset { get; } = new(null, false, false);
    }
}
