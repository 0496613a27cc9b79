namespace WebsiteOperator.Models;

/// <summary>What is.</summary>
public sealed record WebsiteStatus
{
    [AdditionalPrinterColumn]
    public int ReadyReplicas { get; init; }

    public long ObservedGeneration { get; init; }

    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
