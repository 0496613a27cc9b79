using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// Carries who owns <c>replicas</c> between an object and its <c>scale</c> subresource, which has the field in another
/// place and another API version (apimachinery <c>managedfields/scalehandler.go</c>).
/// </summary>
internal sealed class ScaleOwnership
{
    private const string ScaleApiVersion = "autoscaling/v1";
    private static readonly FieldSet ReplicasInScale = FieldSet.OfFields("spec", "replicas");

    private readonly string _apiVersion;
    private readonly IReadOnlyDictionary<string, string[]?> _replicasPaths;

    /// <summary>The ownership of a kind's scale.</summary>
    /// <param name="apiVersion">The version of the object that the scale is written through.</param>
    /// <param name="replicasPaths">Where each served version of the kind has its replicas; null for a version without scale.</param>
    public ScaleOwnership(string apiVersion, IReadOnlyDictionary<string, string[]?> replicasPaths) =>
        (_apiVersion, _replicasPaths) = (apiVersion, replicasPaths);

    /// <summary>The managedFields of the scale: the owners of the object's replicas.</summary>
    public ListValue? ToScale(ListValue? parent)
    {
        var owners = new FieldOwners();
        foreach (var owner in ManagedFields.ReadOrNone(parent))
        {
            if (_replicasPaths.GetValueOrDefault(owner.ApiVersion) is { } path && owner.Fields.Has(Elements(path)))
            {
                owners.Set(owner with { Fields = ReplicasInScale, ApiVersion = ScaleApiVersion });
            }
        }

        return ManagedFields.Write(owners, null);
    }

    /// <summary>The managedFields of the object after its scale was written with <paramref name="scale"/>.</summary>
    public ListValue? ToParent(ListValue? parent, ListValue? scale)
    {
        var scaleOwners = ManagedFields.ReadOrNone(scale);
        var parentOwners = ManagedFields.ReadOrNone(parent);
        var owners = new FieldOwners();
        foreach (var owner in parentOwners)
        {
            if (!_replicasPaths.TryGetValue(owner.ApiVersion, out var path))
            {
                continue;
            }

            if (path is null || !owner.Fields.Has(Elements(path)))
            {
                owners.Set(owner);
            }
            else if (scaleOwners[owner.Id] is not null)
            {
                owners.Set(owner);
                scaleOwners.Remove(owner.Id);
            }
            else
            {
                // Somebody has taken the replicas through the scale.
                owners.Set(owner.WithFields(FieldSetAlgebra.Difference(owner.Fields, FieldSet.OfFields(path))));
            }
        }

        foreach (var owner in scaleOwners.Where(o => !FieldSetAlgebra.Intersection(o.Fields, ReplicasInScale).IsEmpty))
        {
            var path = _replicasPaths.GetValueOrDefault(_apiVersion) ?? ["spec", "replicas"];
            // The time is the object's own for this manager; one that is new to it has none, as upstream serves it.
            owners.Set(owner with { Fields = FieldSet.OfFields(path), ApiVersion = _apiVersion, Time = parentOwners[owner.Id]?.Time });
        }

        return ManagedFields.Write(owners, parent);
    }

    private static PathElement[] Elements(string[] path) => [.. path.Select(PathElement.Field)];
}
