using System.Text.Json.Nodes;

namespace ImagePolicyWebhook;

/// <summary>What a webhook thinks of an object.</summary>
/// <param name="Refusal">Why it is refused; null where it is not.</param>
/// <param name="Patch">How it is changed; null where it is not.</param>
/// <param name="Warning">What the client is told; null where nothing.</param>
public sealed record Verdict(string? Refusal = null, JsonArray? Patch = null, string? Warning = null);
