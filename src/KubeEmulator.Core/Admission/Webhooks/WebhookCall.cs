using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>Asks one webhook about one request.</summary>
internal static class WebhookCall
{
    public static async ValueTask<WebhookVerdict> RunAsync(Webhook webhook, HookTarget target, AdmissionAttributes attributes, MapValue? shown, MapValue? old, bool mutating, CancellationToken cancellation)
    {
        if (attributes.DryRun && !webhook.AllowsDryRun)
        {
            return new WebhookVerdict { Refusal = StatusDocument.BadRequest($"admission webhook {GoText.Quote(webhook.Name)} does not support dry run") };
        }

        if (webhook.ReviewVersion is not { } version)
        {
            return WebhookVerdict.Failed("could not create admission objects: webhook does not accept known AdmissionReview versions (v1, v1beta1)");
        }

        if (attributes.Services.Webhooks is not { } caller)
        {
            return WebhookVerdict.Failed("could not get REST client: this cluster calls no webhooks");
        }

        var uid = SystemFields.NewUid(attributes.Services.Random, webhook.Key);
        var review = MapValue.Of(
            ("kind", "AdmissionReview"),
            ("apiVersion", $"admission.k8s.io/{version}"),
            ("request", RequestDocument.ForReview(attributes, target, uid, shown, old)));
        var answer = await caller.CallAsync(webhook.Client, review, webhook.Timeout, cancellation).ConfigureAwait(false);
        return answer.Succeeded
            ? ReviewResponse.Read(answer.Review, webhook.Name, uid, version, mutating)
            : WebhookVerdict.Failed($"failed to call webhook: {answer.Failure}");
    }

    /// <summary>Tells the client and the audit log what the webhook has to say.</summary>
    public static void Note(WebhookVerdict verdict, Webhook webhook, AdmissionAttributes attributes)
    {
        foreach (var (key, value) in verdict.AuditAnnotations)
        {
            attributes.Request.Annotate($"{webhook.Name}/{key}", value);
        }

        foreach (var warning in verdict.Warnings)
        {
            attributes.Request.Warn(warning);
        }
    }

    /// <summary>The 500 for a webhook that could not be asked.</summary>
    public static ApiException Failed(Webhook webhook, string why) =>
        StatusDocument.InternalError($"failed calling webhook {GoText.Quote(webhook.Name)}: {why}").ToException();

    /// <summary>The number of a call in the audit log.</summary>
    public static string Number(int round, int index) => string.Create(CultureInfo.InvariantCulture, $"round_{round}_index_{index}");
}
