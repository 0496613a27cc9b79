using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Asks mutating webhooks one after the other. Upstream: apiserver <c>plugin/webhook/mutating/dispatcher.go</c>.</summary>
internal sealed class MutatingAdmissionWebhookPlugin : AdmissionPlugin
{
    public override string Name => "MutatingAdmissionWebhook";

    public override bool Handles(AdmissionAttributes attributes) => !ExemptResources.FromHooks(attributes);

    public override async ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var index = -1;
        ReinvokedHooks? hooks = null;
        foreach (var webhook in Webhook.In(attributes.Snapshot, "mutatingwebhookconfigurations"))
        {
            index++;
            hooks ??= Begin(attributes);
            if (webhook.Match(attributes) is { } target && (!attributes.Reinvocation.IsSecondRound || hooks.IsDue(webhook.Key)))
            {
                await AskAsync(webhook, target, index, attributes, hooks, cancellation).ConfigureAwait(false);
                hooks.LastOutput = attributes.Object;
            }
        }
    }

    private ReinvokedHooks Begin(AdmissionAttributes attributes)
    {
        var hooks = attributes.Reinvocation.Of(Name);
        if (attributes.Reinvocation.IsSecondRound && hooks.LastOutput != attributes.Object)
        {
            hooks.Changed();
        }

        hooks.LastOutput = attributes.Object;
        return hooks;
    }

    private static async ValueTask AskAsync(Webhook webhook, HookTarget target, int index, AdmissionAttributes attributes, ReinvokedHooks hooks, CancellationToken cancellation)
    {
        var shown = HookObjects.Show(attributes.Object, attributes, target);
        var verdict = await WebhookCall.RunAsync(webhook, target, attributes, shown, HookObjects.Show(attributes.OldObject, attributes, target), mutating: true, cancellation).ConfigureAwait(false);
        WebhookCall.Note(verdict, webhook, attributes);
        var number = WebhookCall.Number(attributes.Reinvocation.IsSecondRound ? 1 : 0, index);
        var changed = verdict is { Failure: "", Refusal: null, Patch: not null } && Patch(webhook, target, number, attributes, shown, verdict.Patch);
        attributes.Request.Annotate($"mutation.webhook.admission.k8s.io/{number}", Named(webhook).With("mutated", changed).ToString());
        if (changed)
        {
            hooks.Changed();
            attributes.Reinvocation.Want();
        }

        if (webhook.IsReinvoked)
        {
            hooks.Called(webhook.Key);
        }

        if (verdict.Refusal is { } refusal)
        {
            throw refusal.ToException();
        }

        if (verdict.Failure.Length > 0)
        {
            if (!webhook.IgnoresFailures)
            {
                throw WebhookCall.Failed(webhook, verdict.Failure);
            }

            attributes.Request.Annotate($"failed-open.mutation.webhook.admission.k8s.io/{number}", webhook.Name);
        }
    }

    private static bool Patch(Webhook webhook, HookTarget target, string number, AdmissionAttributes attributes, MapValue? shown, ListValue patch)
    {
        if (shown is null)
        {
            throw StatusDocument.InternalError($"admission webhook {GoText.Quote(webhook.Name)} attempted to modify the object, which is not supported for this operation").ToException();
        }

        try
        {
            var patched = HookObjects.TakeBack(WebhookPatch.Apply(shown, patch), attributes, target);
            attributes.Request.Annotate($"patch.webhook.admission.k8s.io/{number}", Named(webhook).With("patch", patch).With("patchType", "JSONPatch").ToString());
            var changed = patched != attributes.Object;
            attributes.Object = changed ? patched : attributes.Object;
            return changed;
        }
        catch (HookPatchException fault)
        {
            throw StatusDocument.InternalError(fault.Message).ToException();
        }
        catch (ApiException undecodable) when (undecodable.Code == 400)
        {
            throw StatusDocument.InternalError(undecodable.Message).ToException();
        }
    }

    private static MapValue Named(Webhook webhook) => MapValue.Of(("configuration", webhook.Configuration), ("webhook", webhook.Name));
}
