namespace KubeEmulator.Expressions;

/// <summary>A function: its name, its signatures, and what it does where that does not depend on the signature.</summary>
internal sealed class CelFunction(string name, IReadOnlyList<CelOverload> overloads, CelFunctionBody? body = null)
{
    public string Name { get; } = name;

    public IReadOnlyList<CelOverload> Overloads { get; } = overloads;

    /// <summary>One implementation for all overloads; it answers "no such overload" itself.</summary>
    public CelFunctionBody? Body { get; } = body;

    /// <summary>Both functions' signatures under one name.</summary>
    public CelFunction Merge(CelFunction other) => new(Name, [.. Overloads, .. other.Overloads], Body ?? other.Body);

    /// <summary>
    /// Picks the overload by the arguments at hand, where checking left several or a dynamic one
    /// (cel-go common/decls: dispatch by run-time signature).
    /// </summary>
    public CelValue Dispatch(CelValue[] arguments)
    {
        foreach (var overload in Overloads)
        {
            if (overload.Body is not null && Accepts(overload, arguments))
            {
                return overload.Body(arguments);
            }
        }

        return new CelError($"no such overload: {Name}({string.Join(", ", arguments.Select(a => a.Type.Name))})");
    }

    public static bool Accepts(CelOverload overload, CelValue[] arguments)
    {
        if (overload.Parameters.Length != arguments.Length)
        {
            return false;
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            if (!Accepts(overload.Parameters[i], arguments[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Accepts(CelType type, CelValue value) => type.Kind switch
    {
        CelKind.Dyn or CelKind.TypeParam => true,
        CelKind.Struct or CelKind.Opaque => type.Name == value.Type.Name,
        CelKind.List => value is CelList list && (list.Count == 0 || Accepts(type.Element, list[0])),
        CelKind.Map => value is CelMap map && (map.Count == 0 || Accepts(type.Element, map.Find(map.Keys.First())!)),
        _ => type.Kind == value.Type.Kind,
    };
}
