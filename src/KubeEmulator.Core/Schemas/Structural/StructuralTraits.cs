namespace KubeEmulator.Schemas;

/// <summary>What stands anywhere in a structural schema, so that walks that would find nothing to do are not begun.</summary>
/// <param name="HasDefaults">Some value has a default.</param>
/// <param name="HasEmbedded">Some value is a whole object.</param>
/// <param name="HasUniqueLists">Some list holds each item or key once.</param>
internal sealed record StructuralTraits(bool HasDefaults, bool HasEmbedded, bool HasUniqueLists)
{
    /// <summary>The traits of a schema, found once. Structural schemas have no references, so the walk ends.</summary>
    public static StructuralTraits Of(Schema schema) => schema.Traits ??= Find(schema);

    private static StructuralTraits Find(Schema schema)
    {
        var defaults = schema.Default is not null;
        var embedded = schema.IsEmbeddedResource;
        var unique = schema.ListType is ListType.Set or ListType.Map;
        foreach (var child in schema.Fields.Select(f => f.Schema).Append(schema.Element))
        {
            if (child is not null)
            {
                defaults |= Of(child).HasDefaults;
                embedded |= Of(child).HasEmbedded;
                unique |= Of(child).HasUniqueLists;
            }
        }

        return new StructuralTraits(defaults, embedded, unique);
    }
}
