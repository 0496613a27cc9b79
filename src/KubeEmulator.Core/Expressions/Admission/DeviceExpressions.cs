namespace KubeEmulator.Expressions;

/// <summary>
/// Compiles what selects devices in device classes and claims. Upstream: <c>k8s.io/dynamic-resource-allocation/cel/compile.go</c>.
/// </summary>
internal static class DeviceExpressions
{
    /// <summary>What a selector may cost at most.</summary>
    public const ulong MostCost = 1_000_000;

    private const ulong MostEntries = 32;

    // Sizes decide what selectors cost on paper.
    private static readonly CelType Domain = CelType.String.WithMaxElements(63);
    private static readonly CelType Identifier = CelType.String.WithMaxElements(32);

    private static readonly CelObjectType Device = new(
        "kubernetes.DRADevice",
        new CelField("driver", "driver", CelType.String.WithMaxElements(63)),
        new CelField("allowMultipleAllocations", "allowMultipleAllocations", CelType.Bool.WithMaxElements(1)),
        new CelField("attributes", "attributes", Entries(CelType.Dyn.WithMaxElements(64))),
        new CelField("capacity", "capacity", Entries(CelKubernetesTypes.Quantity)));

    private static readonly Lazy<CelEnvironment> Environment = new(() => CelKubernetes.Create(CelMacros.Bindings).WithVariables(("device", Device)));

    /// <summary>The program and its cost at most, or why there is none.</summary>
    public static (AdmissionCompilation Compilation, ulong Cost) Compile(string text)
    {
        var compilation = Environment.Value.Compile(text);
        if (compilation.IssueText.Length > 0)
        {
            return (new AdmissionCompilation(null, "compilation failed: " + compilation.IssueText, false), 0);
        }

        if (compilation.Program is not { } program)
        {
            return (new AdmissionCompilation(null, "program instantiation failed: " + compilation.InstantiationError, true), 0);
        }

        if (program.OutputType.Kind is not (CelKind.Bool or CelKind.Dyn))
        {
            return (new AdmissionCompilation(null, $"must evaluate to bool or the unknown type, not {AdmissionExpressions.RuntimeText(program.OutputType)}", false), 0);
        }

        return (new AdmissionCompilation(program, "", false), program.EstimateCost(Device).Max);
    }

    private static CelType Entries(CelType value) =>
        CelType.Map(Domain, CelType.Map(Identifier, value).WithMaxElements(MostEntries)).WithMaxElements(MostEntries);
}
