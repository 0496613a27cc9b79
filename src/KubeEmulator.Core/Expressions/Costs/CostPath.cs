namespace KubeEmulator.Expressions;

/// <summary>
/// Where a value is read from, as the declared type at that place. As upstream, a path that begins nowhere counts
/// as one that begins at the root.
/// </summary>
/// <param name="Type">The declared type; <c>null</c> where the declarations do not reach.</param>
internal sealed record CostPath(CelType? Type)
{
    public const string Items = "@items";
    public const string Values = "@values";
    public const string Keys = "@keys";
    public const string Indices = "@indices";

    /// <summary>The size the declarations promise; <c>null</c> where they say nothing.</summary>
    public CostRange? Size => Type is null ? null : new CostRange(0, Type.MaxElements ?? 0);

    public CostPath Step(string name) => new(Next(name));

    private CelType? Next(string name) => (name, Type?.Kind) switch
    {
        (Items, CelKind.List) or (Values or Items, CelKind.Map) => Type!.Element,
        (Keys, CelKind.Map) => Type!.Parameters[0],
        (_, CelKind.Struct) => (Type as CelObjectType)?.Field(name)?.Type,
        _ => null,
    };
}
