using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>CSINodes. Upstream: <c>pkg/registry/storage/csinode</c>, <c>ValidateCSINode</c>.</summary>
internal sealed class CsiNodeBehavior : KindBehavior
{
    private const int LongestNodeId = 256;
    private static readonly FieldPath Drivers = FieldPath.Of("spec", "drivers");

    public override TableColumns Columns => StorageColumns.CsiNode;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool ReturnsDeletedObject => true;

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        Check(errors, document);
    }

    // Of a driver that stays, only what the node can attach may change.
    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNew(errors, context, document);
        Check(errors, document);
        foreach (var before in old.Spec.Maps("drivers").Select(d => d.Without("allocatable")))
        {
            foreach (var driver in document.Map("spec")?.Maps("drivers").Select(d => d.Without("allocatable")) ?? [])
            {
                if (driver.StringOrEmpty("name") == before.StringOrEmpty("name") && !SemanticEquality.Equal(driver, before))
                {
                    errors.InvalidText(Drivers, InternalText.Of(driver, "io.k8s.api.storage.v1.CSINodeDriver"), FieldChecks.ImmutableText);
                }
            }
        }
    }

    private static void Check(FieldErrors errors, MapValue document)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var driver in document.Map("spec")?.Maps("drivers") ?? [])
        {
            Driver(errors, Drivers.Index(index++), driver, names);
        }
    }

    private static void Driver(FieldErrors errors, FieldPath path, MapValue driver, HashSet<string> names)
    {
        var (name, node) = (driver.StringOrEmpty("name"), driver.StringOrEmpty("nodeID"));
        NetworkVolumeRules.CsiDriverName(errors, path.Child("name"), name);
        errors.Present(path.Child("nodeID"), node);
        if (node.Length > LongestNodeId)
        {
            errors.Invalid(path.Child("nodeID"), node, $"must be {LongestNodeId} characters or less");
        }

        errors.NonNegative(path.Child("allocatable").Child("count"), driver.Map("allocatable")?.Integer("count"));
        if (!names.Add(name))
        {
            errors.Duplicate(path.Child("name"), name);
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in driver.Strings("topologyKeys"))
        {
            errors.Present(path, key);
            if (!keys.Add(key))
            {
                errors.Duplicate(path, key);
            }

            errors.Faults(path, key, NameRules.CheckQualifiedName(key));
        }
    }
}
