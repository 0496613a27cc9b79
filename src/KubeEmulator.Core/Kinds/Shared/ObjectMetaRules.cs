using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Metadata as the kinds check it themselves (core <c>ValidateObjectMeta</c>, <c>ValidateObjectMetaUpdate</c>). On update every
/// object's metadata has been checked before; upstream's kinds do it again, so a Status lists those faults once more.
/// </summary>
internal static class ObjectMetaRules
{
    /// <summary>A new object: what is left to the kind are the names of finalizers.</summary>
    public static void Create(FieldErrors errors, MapValue document) => FinalizerRules.Check(errors, document);

    /// <summary>A changed object.</summary>
    public static void Update(FieldErrors errors, WriteContext context, MapValue document, KubeObject old)
    {
        // What was found sound a moment ago still is.
        if (errors.Count > 0)
        {
            ObjectMetaValidation.ValidateUpdate(document.Map("metadata") ?? MapValue.Empty, old.Metadata.Root, errors);
        }

        FinalizerRules.Check(errors, document);
    }

    /// <summary>A changed object of a kind that checks it like a new one.</summary>
    public static void AsNew(FieldErrors errors, WriteContext context, MapValue document)
    {
        ObjectMetaValidation.ValidateAgain(context.Type, document, errors);
        FinalizerRules.Check(errors, document);
    }

    /// <summary>As <see cref="AsNew"/>, of the kinds that take apimachinery's <c>ValidateObjectMeta</c>: any finalizer's name will do.</summary>
    public static void AsNewPlainly(FieldErrors errors, WriteContext context, MapValue document) =>
        ObjectMetaValidation.ValidateAgain(context.Type, document, errors);

    /// <summary>As <see cref="Update"/>, of the kinds that take apimachinery's <c>ValidateObjectMetaUpdate</c>.</summary>
    public static void UpdatePlainly(FieldErrors errors, MapValue document, KubeObject old)
    {
        if (errors.Count > 0)
        {
            ObjectMetaValidation.ValidateUpdate(document.Map("metadata") ?? MapValue.Empty, old.Metadata.Root, errors);
        }
    }
}
