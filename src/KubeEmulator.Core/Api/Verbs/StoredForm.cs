using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// Custom resources are stored in the very form in which their storage version is read: sorted, with a place for the
/// resourceVersion that the store fills in. So what is stored is what is served, and its bytes are made once. Built-in kinds have
/// their form already, but for empty lists.
/// </summary>
internal static class StoredForm
{
    /// <summary>What a dry run answers: the object as it would come back from the store.</summary>
    public static MapValue Unstored(ResourceType type, MapValue served) => type.IsCustom ? served : EmptyLists.AsNull(served, type.Schema);

    /// <summary>A document ready for the store.</summary>
    public static MapValue Of(ResourceType type, MapValue document)
    {
        if (!type.IsCustom)
        {
            return EmptyLists.AsNull(document, type.Schema);
        }

        var stored = type.Behavior.ToStorage(document, type);
        if (stored.Map("metadata") is { } metadata && !metadata.ContainsKey("resourceVersion"))
        {
            stored = stored.With("metadata", metadata.With("resourceVersion", StringValue.Empty));
        }

        return UnstructuredForm.Of(stored);
    }
}
