namespace KubeEmulator.Bootstrap;

/// <summary>What is a cluster's own in what its template says, beside uids.</summary>
/// <param name="Now">Its time.</param>
/// <param name="SecurePort">The port that its API is said to have.</param>
/// <param name="AuthorityPem">Its CA.</param>
internal sealed record TemplateValues(DateTimeOffset Now, int SecurePort, string AuthorityPem);
