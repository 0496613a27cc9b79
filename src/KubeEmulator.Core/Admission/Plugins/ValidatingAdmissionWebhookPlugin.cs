using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Admission.Plugins;

/// <summary>
/// Asks validating webhooks, all at once; the first in order that refuses has the word. Upstream: apiserver
/// <c>plugin/webhook/validating/dispatcher.go</c>.
/// </summary>
internal sealed class ValidatingAdmissionWebhookPlugin : AdmissionPlugin
{
    public override string Name => "ValidatingAdmissionWebhook";

    public override bool Handles(AdmissionAttributes attributes) => !ExemptResources.FromHooks(attributes);

    public override async ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        List<(Webhook Webhook, HookTarget Target)>? due = null;
        foreach (var webhook in Webhook.In(attributes.Snapshot, "validatingwebhookconfigurations"))
        {
            if (webhook.Match(attributes) is { } target)
            {
                (due ??= []).Add((webhook, target));
            }
        }

        if (due is null)
        {
            return;
        }

        var verdicts = await Task.WhenAll(due.Select(d => AskAsync(d.Webhook, d.Target, attributes, cancellation))).ConfigureAwait(false);
        ApiException? refusal = null;
        for (var i = 0; i < verdicts.Length; i++)
        {
            WebhookCall.Note(verdicts[i], due[i].Webhook, attributes);
            refusal ??= Judge(verdicts[i], due[i].Webhook, i, attributes);
        }

        if (refusal is not null)
        {
            throw refusal;
        }
    }

    private static Task<WebhookVerdict> AskAsync(Webhook webhook, HookTarget target, AdmissionAttributes attributes, CancellationToken cancellation) => WebhookCall.RunAsync(
        webhook,
        target,
        attributes,
        HookObjects.Show(attributes.Object, attributes, target),
        HookObjects.Show(attributes.OldObject, attributes, target),
        mutating: false,
        cancellation).AsTask();

    private static ApiException? Judge(WebhookVerdict verdict, Webhook webhook, int index, AdmissionAttributes attributes)
    {
        if (verdict.Refusal is { } refusal)
        {
            return refusal.ToException();
        }

        if (verdict.Failure.Length == 0)
        {
            return null;
        }

        if (!webhook.IgnoresFailures)
        {
            return WebhookCall.Failed(webhook, verdict.Failure);
        }

        attributes.Request.Annotate($"failed-open.validating.webhook.admission.k8s.io/{WebhookCall.Number(0, index)}", webhook.Name);
        return null;
    }
}
