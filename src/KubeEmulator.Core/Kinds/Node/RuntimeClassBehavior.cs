using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>RuntimeClasses. Upstream: <c>pkg/registry/node/runtimeclass/strategy.go</c>.</summary>
internal sealed class RuntimeClassBehavior : KindBehavior
{
    private static readonly TableColumns Table = Rows.Aged(o => [o.Root.StringOrEmpty("handler")]);

    public override TableColumns Columns => Table;

    public override bool AllowsCreateOnUpdate => true;

    public override bool AllowsUnconditionalUpdate => false;

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => RuntimeClassRules.Check(errors, document);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNewPlainly(errors, context, document);
        RuntimeClassRules.Check(errors, document);
        ObjectMetaRules.UpdatePlainly(errors, document, old);
        errors.Immutable(FieldPath.Of("handler"), document["handler"], old.Root["handler"]);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        foreach (var (key, _) in document.Map("scheduling")?.Map("nodeSelector") ?? MapValue.Empty)
        {
            if (NodeLabelWarnings.Deprecation(key) is { } message)
            {
                warn($"scheduling.nodeSelector: {message}");
            }
        }
    }
}
