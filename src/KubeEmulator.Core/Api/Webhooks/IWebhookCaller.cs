using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// Calls webhooks: of admission, of conversion. Calls are marked in <see cref="ClusterActivity"/>, so that waiting for quiet waits
/// for them. Thread-safe; a caller holds no lock while it waits.
/// </summary>
public interface IWebhookCaller
{
    /// <summary>
    /// Posts a review as JSON and waits for the review that answers it. Whatever goes wrong on the way (no connection, a
    /// certificate that the bundle does not vouch for, a status that is no success, no JSON, another kind, no answer in time) comes
    /// as <see cref="WebhookAnswer.Failure"/> and not as an exception.
    /// </summary>
    /// <param name="client">Where the webhook is.</param>
    /// <param name="review">The review; an answer of another kind or version than it has is a failure.</param>
    /// <param name="timeout">How long to wait, in real time; the webhook is told by the query's <c>timeout</c>.</param>
    /// <param name="cancellation">Ends when the request that needs the answer goes away.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> ended.</exception>
    ValueTask<WebhookAnswer> CallAsync(WebhookClient client, MapValue review, TimeSpan timeout, CancellationToken cancellation);
}
