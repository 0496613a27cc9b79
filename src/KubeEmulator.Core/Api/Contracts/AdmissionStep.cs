namespace KubeEmulator.Api;

/// <summary>One plugin's part in a request's admission.</summary>
/// <param name="Plugin">The plugin's name, as <c>--enable-admission-plugins</c> has it.</param>
/// <param name="IsMutating">Whether it was asked to change the object rather than to judge it.</param>
/// <param name="Changed">Whether it changed the object.</param>
/// <param name="Refusal">Why it refused; null where it did not.</param>
public sealed record AdmissionStep(string Plugin, bool IsMutating, bool Changed, string? Refusal);
