namespace KubeEmulator.Expressions;

/// <summary>The environment Kubernetes 1.36 gives every expression (apiserver pkg/cel/environment/base.go).</summary>
internal static class CelKubernetes
{
    private static readonly Lazy<CelEnvironment> Shared = new(Create);

    /// <summary>All libraries and no variables; made once.</summary>
    public static CelEnvironment Environment => Shared.Value;

    /// <summary>The types whose names every CEL environment knows.</summary>
    internal static IReadOnlyList<CelType> StandardTypes { get; } =
    [
        CelType.Bool, CelType.Int, CelType.Uint, CelType.Double, CelType.String, CelType.Bytes, CelType.Timestamp, CelType.Duration,
        CelType.Null, CelType.List(CelType.Param("A")), CelType.Map(CelType.Param("A"), CelType.Param("B")),
        CelType.Optional(CelType.Param("V")), CelType.Type,
    ];

    /// <summary>The language without extensions.</summary>
    internal static IEnumerable<CelFunction> StandardFunctions =>
    [
        .. StandardOperators.All, .. StandardConversions.All, .. StandardStrings.All, .. StandardTimes.All, .. OptionalLibrary.All,
    ];

    private static CelEnvironment Create() => CelEnvironment.Create(
        new CelParserOptions([.. CelMacros.Standard, .. CelMacros.Optionals, .. CelMacros.TwoVariables]),
        [.. StandardFunctions, .. MapInsertLibrary.All],
        [.. StandardTypes, .. CelKubernetesTypes.All]);
}
