using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>What came of asking one webhook.</summary>
internal sealed record WebhookVerdict
{
    /// <summary>Why the webhook could not be asked, after "failed calling webhook ...: "; empty where it answered. Its policy decides.</summary>
    public string Failure { get; init; } = "";

    /// <summary>The refusal, by the webhook or because it must not be asked; null where there is none.</summary>
    public ApiStatus? Refusal { get; init; }

    /// <summary>The operations of the patch; null where there is none.</summary>
    public ListValue? Patch { get; init; }

    /// <summary>What it wants to have told to the client.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What it wants to have noted in the audit log, by key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> AuditAnnotations { get; init; } = [];

    public static WebhookVerdict Failed(string why) => new() { Failure = why };
}
