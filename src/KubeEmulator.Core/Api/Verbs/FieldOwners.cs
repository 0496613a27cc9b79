using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KubeEmulator.Objects;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Who owns which field, kept with every write. The algebra is the Patching room's; this asks it with what a request knows.</summary>
internal static class FieldOwners
{
    // One per resource and subresource, for as long as the resource is served.
    private static readonly ConditionalWeakTable<ResourceType, ConcurrentDictionary<string, FieldManagement>> Cache = [];
    private static readonly ConditionalWeakTable<SubresourceType, FieldManagement> Actions = [];

    /// <summary>The document with the managedFields that it is to be stored with.</summary>
    public static MapValue TrackUpdate(ResourceType type, string subresource, KubeObject? live, MapValue document, string manager, ClusterServices services)
    {
        try
        {
            return Of(type, subresource).TrackUpdate(live?.Root, document, manager, services.Clock.GetUtcNow());
        }
        catch (ApiException) when (type.IsCustom)
        {
            // A webhook did not convert to the version of some owner: nobody is noted (fieldmanager's UpdateNoErrors).
            return SystemFields.EditMetadata(document, metadata => metadata.Without("managedFields"));
        }
    }

    /// <summary>The body of an action with its owners: of those that are posted, only a Binding has them.</summary>
    public static MapValue TrackAction(SubresourceType subresource, MapValue document, string manager, ClusterServices services) => subresource.Kind == "Binding"
        ? Actions.GetValue(subresource, MakeAction).TrackUpdate(null, document, manager, services.Clock.GetUtcNow())
        : document;

    /// <summary>The live object with an applied configuration, decoded and defaulted.</summary>
    public static MapValue Apply(ResourceType type, string subresource, KubeObject? live, PatchBody patch, PatchOptions options, RequestContext request, ClusterServices services)
    {
        if (patch.Document is not MapValue configuration)
        {
            throw StatusDocument.BadRequest($"error decoding YAML: json: cannot unmarshal {Patching.GoValueText.JsonType(patch.Document)} into Go value of type map[string]interface {{}}").ToException();
        }

        var applied = Of(type, subresource).Apply(live?.Root, configuration, SystemFields.FieldManager(options, request), options.Force, services.Clock.GetUtcNow());
        NoteDuplicates(patch, options.FieldValidation, request);
        return ReferenceEquals(applied, live?.Root) ? applied : BodyDecoder.DecodeApplied(type, applied, configuration);
    }

    /// <summary>The stored document itself where nothing but the times of managedFields differs: such a write is none (fieldmanager/equality.go).</summary>
    public static MapValue IgnoreTimestamps(MapValue document, KubeObject stored)
    {
        var (updated, current) = (ManagedFields.ListOf(document), ManagedFields.ListOf(stored.Root));
        if (updated is null || current is null || ReferenceEquals(updated, current) || updated.Count != current.Count)
        {
            return document;
        }

        for (var i = 0; i < updated.Count; i++)
        {
            if (updated[i] is not MapValue mine || current[i] is not MapValue theirs || mine.Without("time") != theirs.Without("time"))
            {
                return document;
            }
        }

        return ManagedFields.With(document, current);
    }

    private static void NoteDuplicates(PatchBody patch, FieldValidation validation, RequestContext request)
    {
        if (patch.Duplicates.Count == 0 || validation == FieldValidation.Ignore)
        {
            return;
        }

        var text = $"error converting YAML to JSON: yaml: unmarshal errors:\n  {string.Join("\n  ", patch.Duplicates)}";
        if (validation == FieldValidation.Strict)
        {
            throw StatusDocument.BadRequest($"error strict decoding YAML: {text}").ToException();
        }

        request.Warn(text);
    }

    private static FieldManagement MakeAction(SubresourceType subresource) =>
        new(new GroupVersionKind("", "v1", subresource.Kind), BodyDecoder.SchemaOf(subresource), subresource.Name, null, null);

    private static FieldManagement Of(ResourceType type, string subresource) =>
        Cache.GetOrCreateValue(type).GetOrAdd(subresource, static (sub, owner) => Make(owner, sub), type);

    private static FieldManagement Make(ResourceType type, string subresource)
    {
        var kind = new GroupVersionKind(type.Group, type.Version, type.Kind);
        return new FieldManagement(kind, type.Schema, subresource, Filter(type.Behavior, subresource), type.Behavior.ConvertForOwnership(type)) { IsUnstructured = type.IsCustom };
    }

    private static FieldFilter? Filter(KindBehavior behavior, string subresource)
    {
        if (behavior.OwnableFields(subresource) is { } patterns)
        {
            return FieldFilter.Include([.. patterns.Select(p => p.Split('.').Select(name => name == "*" ? "" : name).ToArray())]);
        }

        var reset = behavior.ResetFields(subresource);
        return reset.Count == 0
            ? null
            : FieldFilter.Exclude(FieldSet.Of([.. reset.Select(path => path.Split('.').Select(PathElement.Field).ToArray())]));
    }
}
