namespace KubeEmulator.Api;

/// <summary>An answer of access.</summary>
/// <param name="Allowed">Whether somebody allowed it.</param>
/// <param name="Denied">Whether somebody denied it outright, whatever others say.</param>
/// <param name="Reason">Why, as a 403 shows it; may be empty.</param>
/// <param name="EvaluationError">What could not be looked up on the way; empty where nothing.</param>
public readonly record struct AuthorizationDecision(bool Allowed, bool Denied, string Reason, string EvaluationError = "");
