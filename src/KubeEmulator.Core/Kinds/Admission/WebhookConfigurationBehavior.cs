using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Validating and mutating webhook configurations. Upstream: <c>pkg/registry/admissionregistration</c>.</summary>
internal sealed class WebhookConfigurationBehavior(bool mutating) : KindBehavior
{
    public override TableColumns Columns => AdmissionColumns.Webhooks;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool TracksGeneration => true;

    public override MapValue Default(MapValue document, string version) => document.EditMaps("webhooks", webhook =>
    {
        webhook = RuleDefaults.Selectors(webhook.WithDefault("failurePolicy", "Fail")).WithDefault("timeoutSeconds", 10);
        webhook = mutating ? webhook.WithDefault("reinvocationPolicy", "Never") : webhook;
        return webhook
            .EditMaps("rules", RuleDefaults.Scope)
            .EditMap("clientConfig", client => client.EditMap("service", service => service.WithDefault("port", 443)));
    });

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) =>
        WebhookConfigurationRules.Check(errors, document, null, mutating);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNewPlainly(errors, context, document);
        WebhookConfigurationRules.Check(errors, document, old.Root, mutating);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn) => StaticNames.Warn(document, warn);
}
