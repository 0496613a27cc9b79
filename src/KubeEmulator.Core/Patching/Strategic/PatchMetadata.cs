using KubeEmulator.Objects;
using KubeEmulator.Schemas;

namespace KubeEmulator.Patching.Strategic;

/// <summary>How a member is patched, and the schema below it (apimachinery <c>strategicpatch/meta.go</c>).</summary>
/// <param name="Schema">The schema of the member; of the items where the member is a list.</param>
/// <param name="IsMerged">Whether a list is merged rather than replaced.</param>
/// <param name="IsReplaced">Whether a map is replaced rather than merged.</param>
/// <param name="RetainsKeys">Whether patches say which members to keep.</param>
/// <param name="MergeKey">The member that tells list items apart; empty for scalars.</param>
internal readonly record struct PatchMetadata(Schema Schema, bool IsMerged, bool IsReplaced, bool RetainsKeys, string MergeKey)
{
    /// <summary>The metadata of a member that holds a map.</summary>
    /// <exception cref="ApiException">The schema has no such member.</exception>
    public static PatchMetadata OfMap(Schema parent, string name)
    {
        var field = FieldOf(parent, name);
        return new PatchMetadata(field.Schema, field.PatchMerge, field.PatchReplace, field.PatchRetainKeys, field.PatchMergeKey ?? "");
    }

    /// <summary>The metadata of a member that holds a list.</summary>
    /// <exception cref="ApiException">The schema has no such member, or it is no list of scalars or maps.</exception>
    public static PatchMetadata OfList(Schema parent, string name)
    {
        var metadata = OfMap(parent, name);
        var element = metadata.Schema.Element;
        if (metadata.Schema.Kind == SchemaKind.List && element?.Kind == SchemaKind.List)
        {
            throw PatchFault.Unclassified("unexpected slice of slice");
        }

        return metadata with { Schema = metadata.Schema.Kind == SchemaKind.List && element is not null ? element : metadata.Schema };
    }

    private static SchemaField FieldOf(Schema parent, string name)
    {
        if (parent.Kind == SchemaKind.Map)
        {
            throw PatchFault.Unclassified("merging an object in json but data type is not struct, instead is: map");
        }

        return parent.Fields[name]
            ?? throw PatchFault.Unclassified($"unable to find api field in struct {parent.TypeName} for the json field {GoText.Quote(name)}");
    }
}
