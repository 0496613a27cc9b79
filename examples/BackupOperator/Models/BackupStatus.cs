using k8s.Models;

namespace BackupOperator.Models;

/// <summary>What is.</summary>
public sealed class BackupStatus
{
    /// <summary>The archives in the vault, oldest first.</summary>
    public IList<string> Archives { get; set; } = [];

    [AdditionalPrinterColumn]
    public DateTime? LastArchiveTime { get; set; }

    public long? ObservedGeneration { get; set; }

    public IList<V1Condition> Conditions { get; set; } = [];
}
