namespace KubeEmulator.Api;

/// <summary>A member of a control call's body, or of its query.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">OpenAPI's type: string, integer, number, boolean, array (of strings).</param>
/// <param name="Description">What it means.</param>
/// <param name="InQuery">Whether it stands in the query rather than in the body.</param>
/// <param name="IsRequired">Whether it must be there.</param>
public sealed record ControlParameter(string Name, string Type, string Description, bool InQuery = false, bool IsRequired = false);
