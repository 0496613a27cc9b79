using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>ResourceQuotas. Upstream: <c>pkg/registry/core/resourcequota/strategy.go</c>.</summary>
internal sealed class ResourceQuotaBehavior : SpecStatusBehavior
{
    private static readonly CheckedStatus Status = new((errors, status, _) => ResourceQuotaRules.CheckStatus(errors, status));

    public override TableColumns Columns => CoreColumns.ResourceQuota;

    public override bool ReturnsDeletedObject => true;

    protected override SubresourceBehavior StatusWrites => Status;

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        ResourceQuotaRules.CheckSpec(errors, document.Map("spec") ?? MapValue.Empty);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        ResourceQuotaRules.CheckUpdate(errors, document.Map("spec") ?? MapValue.Empty, old.Spec);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        var hard = document.Map("spec")?.Map("hard") ?? MapValue.Empty;
        foreach (var resource in old is null ? ["cpu", "memory", "storage", "ephemeral-storage"] : Array.Empty<string>())
        {
            var name = "requests." + resource;
            name = !hard.ContainsKey(name) && resource is ("cpu" or "memory") && hard.ContainsKey(resource) ? resource : name;
            if (Quantity.From(hard[name]) is { } request && Quantity.From(hard["limits." + resource]) is { } limit && request > limit)
            {
                warn($"ResourceQuota {name} ({request}) should be less than limits.{resource} ({limit})");
            }
        }
    }
}
