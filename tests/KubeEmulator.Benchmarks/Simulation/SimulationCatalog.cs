namespace KubeEmulator.Benchmarks.Simulation;

/// <summary>The runs by name, in the order of the table.</summary>
internal static class SimulationCatalog
{
    public static IReadOnlyDictionary<string, Func<Task<IReadOnlyList<SimulationRow>>>> Runs { get; } = new Dictionary<string, Func<Task<IReadOnlyList<SimulationRow>>>>
    {
        ["nodes"] = NodeRuns.FiveThousandAsync,
        ["pods"] = PodRuns.TenThousandAsync,
        ["many-pods"] = PodRuns.HundredThousandAsync,
        ["deployments"] = () => WorkloadRuns.DeploymentsAsync(2000, 1, "500 /s"),
        ["wide-deployments"] = () => WorkloadRuns.DeploymentsAsync(1000, 10, ""),
        ["cascade"] = WorkloadRuns.CascadeAsync,
        ["scheduling"] = () => SchedulingRuns.RunAsync(templates: 10),
        ["scheduling-templates"] = () => SchedulingRuns.RunAsync(templates: 500),
        ["day"] = DayRuns.RunAsync,
        ["fork"] = StateRuns.RunAsync,
    };
}
