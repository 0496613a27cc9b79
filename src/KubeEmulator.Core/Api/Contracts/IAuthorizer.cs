namespace KubeEmulator.Api;

/// <summary>Answers who may do what. Thread-safe.</summary>
public interface IAuthorizer
{
    /// <summary>Decides one question; never throws for a question that is merely odd.</summary>
    AuthorizationDecision Authorize(AuthorizationQuestion question);
}
