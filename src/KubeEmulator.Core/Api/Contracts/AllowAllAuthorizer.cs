namespace KubeEmulator.Api;

/// <summary>Upstream's AlwaysAllow mode.</summary>
public sealed class AllowAllAuthorizer : IAuthorizer
{
    /// <summary>The one instance.</summary>
    public static readonly AllowAllAuthorizer Instance = new();

    private AllowAllAuthorizer()
    {
    }

    /// <inheritdoc/>
    public AuthorizationDecision Authorize(AuthorizationQuestion question) => new(true, false, "");
}
