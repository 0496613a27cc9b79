namespace KubeEmulator.Schemas;

/// <summary>
/// What validating one value against one schema found. The number of checks passed decides whose faults an anyOf or
/// oneOf reports; the counting follows kube-openapi's <c>validate/result.go</c>.
/// </summary>
internal sealed class ValueResult
{
    private List<ValueFault>? _faults;

    public int Matches { get; private set; }

    public bool IsValid => _faults is null;

    public IReadOnlyList<ValueFault> Faults => _faults ?? [];

    public void Match() => Matches++;

    public void Add(ValueFault? fault)
    {
        if (fault is not null && (_faults is null || _faults.TrueForAll(f => f.Text != fault.Text)))
        {
            (_faults ??= []).Add(fault);
        }
    }

    public void Merge(ValueResult other)
    {
        foreach (var fault in other.Faults)
        {
            Add(fault);
        }

        Matches += other.Matches;
    }

    /// <summary>Forgets the faults: the value has not changed, so they are none of this write's making.</summary>
    public void Ratchet() => _faults = null;
}
