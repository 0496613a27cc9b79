using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>What came of calling a webhook: a review, or why there is none.</summary>
public sealed record WebhookAnswer
{
    private WebhookAnswer(MapValue review, string failure) => (Review, Failure) = (review, failure);

    /// <summary>The review as the webhook sent it; it may lack everything. Empty where the call failed.</summary>
    public MapValue Review { get; }

    /// <summary>
    /// Why there is no answer, in the real server's words (<c>Post "https://...": context deadline exceeded</c>); empty where there
    /// is one. What comes before it ("failed to call webhook: ", "conversion webhook for ... failed: ") is the asker's.
    /// </summary>
    public string Failure { get; }

    /// <summary>Whether there is an answer.</summary>
    public bool Succeeded => Failure.Length == 0;

    /// <summary>An answer.</summary>
    public static WebhookAnswer Of(MapValue review) => new(review, "");

    /// <summary>No answer.</summary>
    public static WebhookAnswer Failed(string why) => new(MapValue.Empty, why);
}
