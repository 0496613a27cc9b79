using KubeEmulator.Objects;
using KubeEmulator.Values;

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

    /// <summary>What a selector sees of a device as a ResourceSlice has it.</summary>
    public static CelActivation Activation(string driver, MapValue device)
    {
        var seen = new CelEntryMap();
        seen.Set(CelString.Of("driver"), CelString.Of(driver));
        seen.Set(CelString.Of("allowMultipleAllocations"), CelBool.Of(device.Bool("allowMultipleAllocations") == true));
        seen.Set(CelString.Of("attributes"), ByDomain(driver, device.Map("attributes"), Attribute));
        seen.Set(CelString.Of("capacity"), ByDomain(driver, device.Map("capacity"), capacity => new CelQuantity(Quantity.From(capacity["value"]) ?? Quantity.Zero)));
        return new CelActivation().Set("device", seen);
    }

    // A name without a domain is in its driver's.
    private static CelDefaultMap ByDomain(string driver, MapValue? entries, Func<MapValue, CelValue> read)
    {
        var domains = new Dictionary<string, CelEntryMap>(StringComparer.Ordinal);
        foreach (var (name, value) in entries ?? MapValue.Empty)
        {
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            var (domain, id) = slash < 0 ? (driver, name) : (name[..slash], name[(slash + 1)..]);
            if (!domains.TryGetValue(domain, out var known))
            {
                domains[domain] = known = new CelEntryMap();
            }

            known.Set(CelString.Of(id), value is MapValue map ? read(map) : CelNull.Instance);
        }

        return new CelDefaultMap(domains);
    }

    private static CelValue Attribute(MapValue attribute)
    {
        if (attribute.String("version") is { } text)
        {
            return SemanticVersion.Parse(text, out var error) is { } version ? new CelSemver(version) : new CelError($"parse semantic version: {error}");
        }

        return (attribute["int"] ?? attribute["bool"] ?? attribute["string"]) is { } value ? CelConversion.FromJson(value, CelType.Dyn) : new CelError("unsupported attribute value");
    }

    private static CelType Entries(CelType value) =>
        CelType.Map(Domain, CelType.Map(Identifier, value).WithMaxElements(MostEntries)).WithMaxElements(MostEntries);
}
