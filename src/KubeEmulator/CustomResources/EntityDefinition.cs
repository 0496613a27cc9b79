using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.CustomResources;

/// <summary>Types that are the versions of one resource as a CustomResourceDefinition.</summary>
internal static class EntityDefinition
{
    public static MapValue Write(IReadOnlyList<EntityType> versions)
    {
        Check(versions);
        EntityType[] best = [.. versions.OrderBy(v => v.Version, VersionPriority.BestFirst)];
        var stored = best.FirstOrDefault(v => v.IsStored) ?? best[0];
        return MapValue.Of(
            ("apiVersion", "apiextensions.k8s.io/v1"),
            ("kind", "CustomResourceDefinition"),
            ("metadata", MapValue.Of(("name", stored.Name))),
            ("spec", MapValue.Of(
                ("group", stored.Group),
                ("names", Names(best)),
                ("scope", stored.Scope),
                ("versions", ListValue.From(best.Select(v => Version(v, v == stored)))))));
    }

    private static void Check(IReadOnlyList<EntityType> versions)
    {
        var first = versions[0];
        if (versions.GroupBy(v => v.Version, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new CustomResourceTypeException(twice.Last().Type, "", $"{first.Name} has version {twice.Key} already, from {twice.First().Type.FullName}; each version needs one class.");
        }

        if (versions.Where(v => v.IsStored).Skip(1).FirstOrDefault() is { } second)
        {
            throw new CustomResourceTypeException(second.Type, "", $"{first.Name} has another class with [StorageVersion]; one version is stored.");
        }

        if (versions.FirstOrDefault(v => v.Kind != first.Kind || v.Scope != first.Scope) is { } other)
        {
            throw new CustomResourceTypeException(other.Type, "", $"kind {other.Kind}, {other.Scope}, but {first.Type.FullName} has kind {first.Kind}, {first.Scope}; versions of one resource share both.");
        }
    }

    private static MapValue Names(IReadOnlyList<EntityType> versions)
    {
        var names = MapValue.Of(
            ("kind", versions[0].Kind),
            ("listKind", $"{versions[0].Kind}List"),
            ("plural", versions[0].Plural),
            ("singular", EntityType.Lower(versions[0].Kind)));
        string[] brief = [.. versions.SelectMany(v => v.ShortNames).Distinct(StringComparer.Ordinal)];
        return brief.Length == 0 ? names : names.With("shortNames", ListValue.From(brief.Select(n => (Value)n)));
    }

    private static MapValue Version(EntityType entity, bool isStored)
    {
        var version = new MapBuilder
        {
            { "name", entity.Version },
            { "served", true },
            { "storage", isStored },
            { "schema", MapValue.Of(("openAPIV3Schema", new TypeSchemas(entity.Type).Root())) },
        };
        var subresources = Subresources(entity);
        if (subresources.Count > 0)
        {
            version.Set("subresources", subresources);
        }

        var columns = PrinterColumns.Of(entity.Type);
        if (columns.Count > 0)
        {
            version.Set("additionalPrinterColumns", columns);
        }

        return version.Build();
    }

    private static MapValue Subresources(EntityType entity)
    {
        var subresources = new MapBuilder();
        if (entity.Property("status") is not null)
        {
            subresources.Set("status", MapValue.Empty);
        }

        if (NamedAttributes.Find(entity.Type, "ScaleSubresource") is { } scale)
        {
            var paths = new MapBuilder();
            foreach (var (key, property) in new[] { ("specReplicasPath", "SpecReplicasPath"), ("statusReplicasPath", "StatusReplicasPath"), ("labelSelectorPath", "LabelSelectorPath") })
            {
                if (scale.Text(property) is { } path)
                {
                    paths.Set(key, path);
                }
            }

            subresources.Set("scale", paths.Build());
        }

        return subresources.Build();
    }
}
