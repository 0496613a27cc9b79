using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>ConfigMaps. Upstream: <c>pkg/registry/core/configmap/strategy.go</c>, <c>ValidateConfigMap</c>.</summary>
internal sealed class ConfigMapBehavior : KindBehavior
{
    public override TableColumns Columns => CoreColumns.ConfigMap;

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        Check(document, errors);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        ConfigDataRules.CheckFrozen(document, old, errors, "data", "binaryData");
        ObjectMetaRules.AsNew(errors, context, document);
        Check(document, errors);
    }

    internal static void Check(MapValue document, FieldErrors errors)
    {
        var bytes = ConfigDataRules.Check(document, "data", encoded: false, errors, document.Map("binaryData"));
        bytes += ConfigDataRules.Check(document, "binaryData", encoded: true, errors);
        if (bytes > ConfigDataRules.MostBytes)
        {
            // The path of the object as a whole.
            errors.Add(new FieldError(FieldErrorType.TooLong, "[]", $"Too long: may not be more than {ConfigDataRules.MostBytes} bytes"));
        }
    }
}
