namespace KubeEmulator.Nodes.Pods;

/// <summary>What is to be done with a pod now, and when to look again although nothing happened.</summary>
internal sealed class PodPlan
{
    public List<PodStep> Steps { get; } = [];

    /// <summary>When something falls due; null where nothing will by itself.</summary>
    public DateTimeOffset? Due { get; private set; }

    public void Add(PodStepKind kind, int container = -1) => Steps.Add(new PodStep(kind, container));

    public void Await(DateTimeOffset? time)
    {
        if (time is { } due && (Due is not { } known || due < known))
        {
            Due = due;
        }
    }
}
