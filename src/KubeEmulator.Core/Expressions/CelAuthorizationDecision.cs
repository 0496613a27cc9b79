namespace KubeEmulator.Expressions;

/// <summary>The answer to a check.</summary>
/// <param name="Allowed">Whether it is allowed.</param>
/// <param name="Reason">Why.</param>
/// <param name="Error">The authorizer's error; <c>null</c> for none.</param>
internal sealed record CelAuthorizationDecision(bool Allowed, string Reason = "", string? Error = null);
