namespace KubeEmulator.Admission;

/// <summary>What the expressions of one request may still cost.</summary>
internal sealed class ExpressionBudget(ulong total)
{
    /// <summary>Upstream's word where there is nothing left.</summary>
    public const string Exhausted = "validation failed due to running out of cost budget, no further validation rules will be run";

    /// <summary>What is left.</summary>
    public ulong Remaining { get; private set; } = total;

    /// <summary>Takes a cost off; false where it is more than what is left.</summary>
    public bool TrySpend(ulong cost)
    {
        if (cost > Remaining)
        {
            return false;
        }

        Remaining -= cost;
        return true;
    }
}
