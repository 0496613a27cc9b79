namespace KubeEmulator.Admission;

/// <summary>One validation that does not hold.</summary>
/// <param name="Index">Which one.</param>
/// <param name="Message">Why.</param>
/// <param name="Reason">The reason that the policy names; empty for the usual one.</param>
/// <param name="IsError">Whether it could not be evaluated.</param>
internal sealed record PolicyDenial(int Index, string Message, string Reason, bool IsError);
