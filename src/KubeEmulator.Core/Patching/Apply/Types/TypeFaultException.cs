namespace KubeEmulator.Patching.Apply;

/// <summary>A value does not fit its type; the message is the one of structured-merge-diff's <c>typed/helpers.go</c>.</summary>
internal sealed class TypeFaultException(string message) : Exception(message)
{
    /// <summary>All faults as one: alone on its line, or listed under <c>errors:</c>.</summary>
    public static TypeFaultException Of(TypeFaults faults) => new(
        faults.Count == 1 ? faults[0] : "errors:\n" + string.Join('\n', faults.Select(f => "  " + f)));
}
