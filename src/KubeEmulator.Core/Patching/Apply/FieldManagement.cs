using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// Keeps <c>metadata.managedFields</c> of one kind in one version, written through one (sub)resource, and applies
/// configurations: what apimachinery's <c>pkg/util/managedfields</c> does. Documents are whole objects in that
/// version, after defaulting; they come with their managedFields and leave with new ones. Immutable; make one per
/// resource and keep it.
/// </summary>
internal sealed class FieldManagement
{
    private const string BeforeFirstApply = "before-first-apply";

    // What nobody owns: set by the server or part of the object's identity (managedfields/internal/stripmeta.go).
    private static readonly FieldSet NeverOwned = FieldSet.Of(
    [
        [PathElement.Field("apiVersion")],
        [PathElement.Field("kind")],
        [PathElement.Field("metadata")],
        .. new[] { "name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields", "resourceVersion" }
            .Select(name => new[] { PathElement.Field("metadata"), PathElement.Field(name) }),
    ]);

    private readonly GroupVersionKind _kind;
    private readonly string _apiVersion;
    private readonly string _subresource;
    private readonly OwnershipType _type;
    private readonly OwnershipMerge _merge;
    private readonly DocumentConverter? _convert;
    private readonly Lazy<MapValue> _empty;
    private readonly KnownShapes _created = new();
    private readonly KnownShapes _applied = new();

    /// <summary>The field management of a resource.</summary>
    /// <param name="kind">The kind of the documents, in the version of the request.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="subresource">The subresource written through; empty for the object itself.</param>
    /// <param name="resetFields">What may be owned through it: for <c>status</c> all but spec and metadata, say.</param>
    /// <param name="convert">Other versions of the kind; null where there is only one.</param>
    public FieldManagement(GroupVersionKind kind, Schema schema, string subresource = "", FieldFilter? resetFields = null, DocumentConverter? convert = null)
    {
        (_kind, _apiVersion, _subresource, _convert) = (kind, kind.ApiVersion, subresource, convert);
        _type = OwnershipType.Of(schema);
        _merge = new OwnershipMerge(Convert, _ => resetFields);
        _empty = new Lazy<MapValue>(() => EmptyDocument.Of(schema, kind), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Whether entries are written by name, as those of custom resources are.</summary>
    public bool IsUnstructured { get; init; }

    /// <summary>The document of a create, update or patch with the managedFields it is to be stored with.</summary>
    /// <param name="live">The object as it is; null on create.</param>
    /// <param name="updated">The object as it will be.</param>
    /// <param name="manager">The field manager's name; empty counts as <c>unknown</c>.</param>
    /// <param name="now">The time of an entry that changes.</param>
    public MapValue TrackUpdate(MapValue? live, MapValue updated, string manager, DateTimeOffset now)
    {
        if (live is null && updated.Map("metadata")?.ContainsKey("managedFields") != true)
        {
            return TrackCreate(updated, NameOf(manager), KubeTime.Format(now));
        }

        var liveList = live is null ? null : ManagedFields.ListOf(live);
        var (owners, list) = OwnersOf(liveList, ManagedFields.ListOf(updated));
        if (owners.Count == 0 && live?.StringAt("metadata", "uid") is { Length: > 0 })
        {
            // Tracking starts when the object is created or first applied (skipnonapplied.go).
            return ManagedFields.With(updated, null);
        }

        try
        {
            // With the same list on both sides, only what the writer changed is seen.
            Track(live ?? _empty.Value, ManagedFields.With(updated, liveList), owners, NameOf(manager), KubeTime.Format(now));
        }
        catch (TypeFaultException)
        {
            // A write never fails for its bookkeeping (fieldmanager.go, UpdateNoErrors).
            return ManagedFields.With(updated, null);
        }

        return ManagedFields.With(updated, ManagedFields.Write(owners, list, IsUnstructured));
    }

    // Objects are mostly created like others before them, and then owned like them: their owners are found rather than worked out.
    private MapValue TrackCreate(MapValue created, string manager, string time)
    {
        if (_created.Find(_empty.Value, created, _type, manager) is { } known)
        {
            return ManagedFields.With(created, known.ListAt(time, Written));
        }

        var owners = new FieldOwners();
        try
        {
            Track(_empty.Value, created, owners, manager, time);
        }
        catch (TypeFaultException)
        {
            return created;
        }

        if (owners.Count == 1)
        {
            _created.Note(_empty.Value, created, _type, new KnownShape(manager, owners.First().Fields));
        }

        return ManagedFields.With(created, ManagedFields.Write(owners, null, IsUnstructured));

        ListValue Written(KnownShape shape)
        {
            var one = new FieldOwners();
            one.Set(new FieldOwner(ManagerId.Of(manager, apiVersion: _apiVersion, subresource: _subresource), shape.Fields, _apiVersion) { Time = time });
            return ManagedFields.Write(one, null, IsUnstructured)!;
        }
    }

    /// <summary>The object with a configuration applied; defaulting comes after. The live document itself where nothing changes.</summary>
    /// <param name="live">The object as it is; null where the apply creates it.</param>
    /// <param name="configuration">What the manager wants, with no managedFields.</param>
    /// <param name="manager">The field manager's name.</param>
    /// <param name="force">Whether fields that others own are taken over.</param>
    /// <param name="now">The time of an entry that changes.</param>
    /// <exception cref="ApiException">Conflicts, a configuration that does not fit the schema, or one of another kind.</exception>
    public MapValue Apply(MapValue? live, MapValue configuration, string manager, bool force, DateTimeOffset now)
    {
        var list = live is null ? null : ManagedFields.ListOf(live);
        var owners = ReadForApply(list);
        CheckConfiguration(configuration);
        live ??= _empty.Value;
        try
        {
            if (owners.Count == 0)
            {
                Track(_empty.Value, live, owners, BeforeFirstApply, KubeTime.Format(now));
            }

            var merged = Merge(live, configuration, ref owners, manager, force, now);
            return ManagedFields.With(merged, ManagedFields.Write(owners, list, IsUnstructured));
        }
        catch (TypeFaultException fault)
        {
            throw PatchFault.Unclassified(fault.Message);
        }
        catch (ApplyConflictException conflict)
        {
            throw conflict.ToApiException();
        }
    }

    /// <summary>
    /// The configuration that a manager has applied, as the object holds it now; null where it owns nothing
    /// (apimachinery <c>managedfields/extract.go</c>). It can be changed and applied again.
    /// </summary>
    public MapValue? Extract(MapValue document, string manager)
    {
        var id = ManagerId.Of(NameOf(manager), isApply: true, subresource: _subresource);
        if (ManagedFields.ReadOrNone(ManagedFields.ListOf(document))[id] is not { } owner)
        {
            return null;
        }

        var extracted = TypedRemoval.Only(document, FieldSetAlgebra.Leaves(owner.Fields), _type) as MapValue ?? MapValue.Empty;
        return extracted.With("kind", _kind.Kind).With("apiVersion", _apiVersion);
    }

    private static FieldOwners ReadForApply(ListValue? list)
    {
        try
        {
            return ManagedFields.Read(list);
        }
        catch (ValueFormatException fault)
        {
            throw PatchFault.Unclassified($"failed to decode managed fields: {fault.Message}");
        }
    }

    // A client may send managedFields to change or forget them, but not through a subresource.
    private (FieldOwners Owners, ListValue? List) OwnersOf(ListValue? live, ListValue? updated)
    {
        if (_subresource.Length == 0)
        {
            if (ManagedFields.IsReset(updated))
            {
                return (new FieldOwners(), null);
            }

            if (!ReferenceEquals(live, updated) && ManagedFields.ReadOrNone(updated) is { Count: > 0 } sent)
            {
                return (sent, updated);
            }
        }

        return (ManagedFields.ReadOrNone(live), live);
    }

    private void Track(MapValue live, MapValue updated, FieldOwners owners, string manager, string time)
    {
        var id = ManagerId.Of(manager, apiVersion: _apiVersion, subresource: _subresource);
        var last = owners[id]?.Fields;
        var self = ManagerId.CurrentOperation;
        _merge.Update(Versioned(live), Versioned(updated), owners, self);
        if (owners[self] is { } written)
        {
            owners.Remove(self);
            var fields = KnownResults.Difference(written.Fields, NeverOwned);
            if (!fields.IsEmpty)
            {
                var before = owners[id] ?? new FieldOwner(id, FieldSet.Empty, _apiVersion);
                owners.Set(before with { Fields = SameOr(last, KnownResults.Union(before.Fields, fields)), Time = time });
            }
        }

        UpdateCap.Enforce(owners);
    }

    // Who writes the same fields again keeps the set, and the FieldsV1 that goes with it, by reference.
    private static FieldSet SameOr(FieldSet? last, FieldSet fields) => last is not null && last.SetEquals(fields) ? last : KnownFieldSets.Share(fields);

    private MapValue Merge(MapValue live, MapValue configuration, ref FieldOwners owners, string manager, bool force, DateTimeOffset now)
    {
        var stated = FieldsOf(configuration);
        var id = ManagerId.Of(NameOf(manager), isApply: true, subresource: _subresource);
        var attempt = owners.Copy();
        VersionedValue merged;
        try
        {
            merged = _merge.Apply(Versioned(live), Versioned(configuration), stated, attempt, id, force);
        }
        catch (ApplyConflictException conflict) when (manager == LastApplied.Manager)
        {
            LastApplied.ThrowUnlessOwn(conflict, live, _apiVersion, _type);
            attempt = owners.Copy();
            merged = _merge.Apply(Versioned(live), Versioned(configuration), stated, attempt, id, force: true);
        }

        var last = owners[id]?.Fields;
        owners = attempt;
        var document = merged.Value as MapValue ?? MapValue.Empty;
        if (owners[id] is { } owner)
        {
            var fields = SameOr(last, FieldSetAlgebra.Difference(owner.Fields, NeverOwned));
            owners.Set(owner with { Fields = fields, Time = ReferenceEquals(document, live) ? owner.Time : KubeTime.Format(now) });
        }

        return manager == LastApplied.Manager ? LastApplied.Update(document, configuration) : document;
    }

    // Checked, as the same configuration with other values was, or now.
    private FieldSet FieldsOf(MapValue configuration)
    {
        if (_applied.Find(null, configuration, _type, "") is { } known)
        {
            return known.Fields;
        }

        CheckTypes(configuration);
        var fields = KnownFieldSets.Share(_merge.Stated(Versioned(configuration)));
        _applied.Note(null, configuration, _type, new KnownShape("", fields));
        return fields;
    }

    private void CheckConfiguration(MapValue configuration)
    {
        var version = GroupVersion.Parse(configuration.StringOrEmpty("apiVersion"));
        var kind = new GroupVersionKind(version.Group, version.Version, configuration.StringOrEmpty("kind"));
        if (kind != _kind)
        {
            throw StatusDocument.BadRequest($"invalid object type: {kind}").ToException();
        }

        if (!configuration.At("metadata", "managedFields").IsNullOrAbsent())
        {
            throw StatusDocument.BadRequest("metadata.managedFields must be nil").ToException();
        }
    }

    private void CheckTypes(MapValue configuration)
    {
        try
        {
            TypedValidation.Check(configuration, _type, allowDuplicates: false);
        }
        catch (TypeFaultException fault)
        {
            throw new TypeFaultException($"failed to create typed patch object ({Described(configuration, _kind)}): {fault.Message}");
        }
    }

    /// <summary>A configuration as messages name it.</summary>
    public static string Described(MapValue configuration, GroupVersionKind kind) =>
        $"{configuration.StringAt("metadata", "namespace")}/{configuration.StringAt("metadata", "name")}; {kind}";

    private VersionedValue Versioned(Value value) => new(value, _type, _apiVersion);

    private VersionedValue? Convert(VersionedValue value, string apiVersion)
    {
        if (value.ApiVersion == apiVersion)
        {
            return value;
        }

        if (_convert is null || value.Value is not MapValue document || _convert(document, apiVersion) is not { } converted)
        {
            return null;
        }

        // A field that the other version lacks is a fault there, and not silently dropped (versionconverter.go).
        var type = OwnershipType.Of(converted.Schema);
        TypedValidation.Check(converted.Document, type, allowDuplicates: false);
        return new VersionedValue(converted.Document, type, apiVersion);
    }

    private static string NameOf(string manager) => manager.Length == 0 ? "unknown" : manager;
}
