using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The status of a claim (core <c>ValidatePersistentVolumeClaimStatusUpdate</c>).</summary>
internal sealed class PersistentVolumeClaimStatus : StatusBehavior
{
    private static readonly FieldPath Status = FieldPath.Of("status");
    private static readonly string[] ResizeStates = ["ControllerResizeInProgress", "ControllerResizeInfeasible", "NodeResizeInProgress", "NodeResizeInfeasible", "NodeResizePending"];

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        if (old.Spec.List("accessModes") is not { Count: > 0 })
        {
            errors.Required(FieldPath.Of("Spec", "accessModes"));
        }

        var status = document.Map("status") ?? MapValue.Empty;
        foreach (var (resource, amount) in status.Map("capacity") ?? MapValue.Empty)
        {
            Basic(errors, Status.Child("capacity").Key(resource), Quantity.From(amount) ?? Quantity.Zero);
        }

        Resizes(errors, Status.Child("allocatedResourceStatuses"), status.Map("allocatedResourceStatuses") ?? MapValue.Empty);
        Allocated(errors, Status.Child("allocatedResources"), status.Map("allocatedResources") ?? MapValue.Empty);
    }

    private static void Resizes(FieldErrors errors, FieldPath path, MapValue states)
    {
        foreach (var (resource, state) in states)
        {
            Name(errors, path, resource);
            if (!ResizeStates.Contains((state as StringValue)?.Text))
            {
                errors.NotSupported(path, resource, ResizeStates);
            }
        }
    }

    private static void Allocated(FieldErrors errors, FieldPath path, MapValue amounts)
    {
        foreach (var (resource, value) in amounts)
        {
            if (!Name(errors, path, resource))
            {
                continue;
            }

            var amount = Quantity.From(value) ?? Quantity.Zero;
            if (Basic(errors, path.Key(resource), amount))
            {
                ResourceRules.Amount(errors, path.Key(resource), "storage", amount);
            }
        }
    }

    // Of the names without a domain only storage means anything here.
    private static bool Name(FieldErrors errors, FieldPath path, string resource)
    {
        var before = errors.Count;
        errors.Faults(path, resource, NameRules.CheckQualifiedName(resource));
        if (errors.Count == before && ResourceNames.IsNative(resource) && resource != "storage")
        {
            errors.NotSupported(path, resource, "storage");
        }

        return errors.Count == before;
    }

    private static bool Basic(FieldErrors errors, FieldPath path, Quantity amount)
    {
        if (amount.Value < 0)
        {
            errors.Invalid(path, amount.Value, "must be a valid resource quantity");
        }

        return amount.Value >= 0;
    }
}
