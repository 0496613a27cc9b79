namespace KubeEmulator.Expressions;

/// <summary>One signature of a function.</summary>
internal sealed class CelOverload
{
    public required string Id { get; init; }

    /// <summary>Whether the first parameter is the receiver.</summary>
    public bool IsMember { get; init; }

    public required CelType[] Parameters { get; init; }

    public required CelType Result { get; init; }

    /// <summary>What it does; <c>null</c> where the function as a whole has one implementation.</summary>
    public CelFunctionBody? Body { get; init; }
}
