using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>StorageClasses. Upstream: <c>pkg/registry/storage/storageclass/strategy.go</c>.</summary>
internal sealed class StorageClassBehavior : KindBehavior
{
    public override TableColumns Columns => StorageColumns.StorageClass;

    public override bool ReturnsDeletedObject => true;

    public override MapValue Default(MapValue document, string version) =>
        document.WithDefault("reclaimPolicy", "Delete").WithDefault("volumeBindingMode", "Immediate");

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        Check(errors, document);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNew(errors, context, document);
        Check(errors, document);
        ObjectMetaRules.Update(errors, context, document, old);
        foreach (var member in (ReadOnlySpan<string>)["parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"])
        {
            errors.Immutable(FieldPath.Of(member), document[member], old.Root[member]);
        }
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        var index = 0;
        foreach (var topology in document.Maps("allowedTopologies"))
        {
            var path = FieldPath.Of("allowedTopologies").Index(index++).Child("matchLabelExpressions");
            var expression = 0;
            foreach (var key in topology.Maps("matchLabelExpressions").Select(e => e.StringOrEmpty("key")))
            {
                var at = path.Index(expression++).Child("key");
                if (NodeLabelWarnings.Deprecation(key) is { } message)
                {
                    warn($"{at}: {message}");
                }
            }
        }
    }

    private static void Check(FieldErrors errors, MapValue document)
    {
        DriverRules.Provisioner(errors, FieldPath.Of("provisioner"), document.StringOrEmpty("provisioner"));
        DriverRules.Parameters(errors, FieldPath.Of("parameters"), document.Map("parameters"), allowEmpty: true);
        if (document.StringOrEmpty("reclaimPolicy") is { Length: > 0 } policy)
        {
            errors.OneOf(FieldPath.Of("reclaimPolicy"), policy, "Delete", "Retain");
        }

        if (document.String("volumeBindingMode") is { } mode)
        {
            errors.OneOf(FieldPath.Of("volumeBindingMode"), mode, "Immediate", "WaitForFirstConsumer");
        }
        else
        {
            errors.Required(FieldPath.Of("volumeBindingMode"));
        }

        TopologyRules.Check(errors, FieldPath.Of("allowedTopologies"), document.Maps("allowedTopologies"));
    }
}
