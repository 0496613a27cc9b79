using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>CSIStorageCapacities. Upstream: <c>pkg/registry/storage/csistoragecapacity</c>.</summary>
internal sealed class CsiStorageCapacityBehavior : KindBehavior
{
    private static readonly FieldPath Topology = FieldPath.Of("nodeTopology");
    private static readonly FieldPath ClassName = FieldPath.Of("storageClassName");

    public override bool AllowsUnconditionalUpdate => false;

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        Check(errors, document, allowInvalidValues: false);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        var before = new FieldErrors();
        LabelSelectorRules.Check(before, Topology, old.Root.Map("nodeTopology"));
        ObjectMetaRules.AsNew(errors, context, document);
        Check(errors, document, before.Count > 0);
        ObjectMetaRules.Update(errors, context, document, old);
        errors.Immutable(Topology, document["nodeTopology"], old.Root["nodeTopology"]);
        errors.Immutable(ClassName, document.StringOrEmpty("storageClassName"), old.Root.StringOrEmpty("storageClassName"));
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        var topology = document.Map("nodeTopology") ?? MapValue.Empty;
        NodeLabelWarnings.Term(Topology, topology, checkValues: false, warn);
        foreach (var (label, _) in topology.Map("matchLabels") ?? MapValue.Empty)
        {
            if (NodeLabelWarnings.Deprecation(label) is { } message)
            {
                warn($"{Topology.Child("matchLabels").Child(label)}: {message}");
            }
        }
    }

    private static void Check(FieldErrors errors, MapValue document, bool allowInvalidValues)
    {
        LabelSelectorRules.Check(errors, Topology, document.Map("nodeTopology"), allowInvalidValues);
        errors.Subdomain(ClassName, document.StringOrEmpty("storageClassName"));
        if (Quantity.From(document["capacity"]) is { } capacity)
        {
            errors.NonNegative(FieldPath.Of("capacity"), capacity);
        }
    }
}
