namespace WebsiteOperator.Models;

/// <summary>What a class is called in Kubernetes. It has the name of the official client's attribute; operators that use that client need none of their own.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KubernetesEntityAttribute : Attribute
{
    public required string Group { get; init; }

    public required string ApiVersion { get; init; }

    public required string Kind { get; init; }

    public required string PluralName { get; init; }
}
