namespace KubeEmulator.Admission;

/// <summary>What a policy says of a request with one set of parameters.</summary>
/// <param name="Denials">The validations that do not hold.</param>
/// <param name="Annotations">What is to be noted in the audit log.</param>
/// <param name="AnnotationErrors">Notes that could not be made; they refuse, whatever the binding's actions are.</param>
internal sealed record PolicyVerdicts(
    IReadOnlyList<PolicyDenial> Denials,
    IReadOnlyList<KeyValuePair<string, string>> Annotations,
    IReadOnlyList<string> AnnotationErrors)
{
    public static readonly PolicyVerdicts None = new([], [], []);

    /// <summary>The policy as a whole could not be evaluated.</summary>
    public static PolicyVerdicts OfError(string error, bool ignored) => ignored ? None : new([new PolicyDenial(0, error, "", true)], [], []);
}
