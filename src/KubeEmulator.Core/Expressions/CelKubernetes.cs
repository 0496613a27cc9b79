namespace KubeEmulator.Expressions;

/// <summary>The environment Kubernetes 1.36 gives every expression (apiserver pkg/cel/environment/base.go).</summary>
internal static class CelKubernetes
{
    private static readonly Lazy<CelEnvironment> Shared = new(() => Create());
    private static readonly Lazy<CelEnvironment> Mutation =
        new(() => Shared.Value.WithFunctions(JsonPatchLibrary.All).WithTypes(JsonPatchLibrary.Resolve));

    /// <summary>All functions, in the order in which Kubernetes adds them: it decides which overload messages name first.</summary>
    private static IEnumerable<CelFunction> Libraries =>
    [
        .. StandardFunctions, .. UrlLibrary.All, .. RegexLibrary.All, .. KubernetesLists.All, .. AuthorizerLibrary.All, .. QuantityLibrary.All,
        .. StringsLibrary.All, .. SetsLibrary.All, .. NetworkLibrary.All, .. FormatLibrary.All, .. MapInsertLibrary.All, .. SemverLibrary.All,
        .. ListsLibrary.All,
    ];

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

    /// <summary>What mutating admission policies add: types to construct, and the escaping of pointers.</summary>
    public static CelEnvironment MutationEnvironment => Mutation.Value;

    /// <summary>All libraries and more macros.</summary>
    internal static CelEnvironment Create(params IEnumerable<CelMacro> macros) => CelEnvironment.Create(
        new CelParserOptions([.. CelMacros.Standard, .. CelMacros.Optionals, .. CelMacros.TwoVariables, .. ListsLibrary.Macros, .. macros]),
        Libraries,
        [.. StandardTypes, .. CelKubernetesTypes.All]);
}
