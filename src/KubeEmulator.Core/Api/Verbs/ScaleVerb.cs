using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>The <c>scale</c> subresource: an autoscaling/v1 Scale over the kind's own replica fields.</summary>
internal static class ScaleVerb
{
    public static KubeObject Get(ClusterServices services, ResourceType type, string @namespace, string name)
    {
        var stored = services.Store.Current.Get(type.Key(@namespace, name)) ?? throw StatusDocument.NotFound(type.GroupResource, name).ToException();
        var (document, mapping) = (ServedObjects.In(type, stored, services).Root, Mapping(type));
        ScaleDocument.RequireReplicas(document, mapping);
        return Answer(document, mapping);
    }

    public static async ValueTask<UpdateResult> UpdateAsync(ClusterServices services, ResourceType type, string @namespace, string name, RequestBody body, WriteOptions options, RequestContext request)
    {
        var scale = BodyDecoder.DecodeSubresource(type.Subresource("scale")!, body, options.FieldValidation, request);
        scale = SystemFields.MatchNamespace(scale, type.Namespaced ? @namespace : "");
        UpdateVerb.CheckName(scale, name);
        return await ChangeAsync(services, type, @namespace, name, _ => scale, options, request, scale.StringAt("metadata", "uid")).ConfigureAwait(false);
    }

    public static ValueTask<UpdateResult> PatchAsync(ClusterServices services, ResourceType type, string @namespace, string name, PatchBody patch, PatchOptions options, RequestContext request)
    {
        if (patch.Type == PatchType.Apply)
        {
            return ApplyAsync(services, type, @namespace, name, patch, options, request);
        }

        var served = type.Subresource("scale")!;
        return ChangeAsync(services, type, @namespace, name, live => PatchApplication.ApplyToSubresource(served, live, patch, options.FieldValidation, request), options, request, null);
    }

    private static async ValueTask<UpdateResult> ChangeAsync(ClusterServices services, ResourceType type, string @namespace, string name, Func<MapValue, MapValue> change, WriteOptions options, RequestContext request, string? uid)
    {
        var mapping = Mapping(type);
        var manager = SystemFields.FieldManager(options, request);
        var result = await UpdateVerb.LoopAsync(Target(services, type, @namespace, name, options, request, mapping), Transform, forceCreate: false, uid).ConfigureAwait(false);
        return result with { Object = Answer(result.Object.Root, mapping) };

        MapValue Transform(KubeObject? live)
        {
            var before = ScaleOwners.Show(type, live!.Root, mapping);
            var scale = change(before);
            ScaleDocument.Check(scale, name, mapping);
            return ScaleOwners.Into(type, live.Root, ScaleOwners.TrackUpdate(before, scale, manager, services), mapping);
        }
    }

    private static async ValueTask<UpdateResult> ApplyAsync(ClusterServices services, ResourceType type, string @namespace, string name, PatchBody patch, PatchOptions options, RequestContext request)
    {
        var mapping = Mapping(type);
        var result = await UpdateVerb.LoopAsync(
            Target(services, type, @namespace, name, options, request, mapping),
            live =>
            {
                if (live is null)
                {
                    throw StatusDocument.NotFound(type.GroupResource, name).ToException();
                }

                var scale = ScaleOwners.Apply(ScaleOwners.Show(type, live.Root, mapping), patch, SystemFields.FieldManager(options, request), options.Force, services);
                ScaleDocument.Check(scale, name, mapping);
                return ScaleOwners.Into(type, live.Root, scale, mapping);
            },
            forceCreate: false,
            null).ConfigureAwait(false);
        return result with { Object = Answer(result.Object.Root, mapping) };
    }

    private static WriteTarget Target(ClusterServices services, ResourceType type, string @namespace, string name, WriteOptions options, RequestContext request, ScaleMapping mapping) =>
        new(services, type, @namespace, name, "scale", request)
        {
            DryRun = options.DryRun,
            OptionsDocument = _ => OptionDocuments.Of("UpdateOptions", options),
            ObjectVersion = new GroupVersion("autoscaling", "v1"),
            ObjectKind = "Scale",
            View = document => ScaleDocument.Of(document, mapping),
            Unview = (document, scale) => ScaleDocument.Into(document, scale, mapping),
        };

    // Owners are kept in the object; an answer shows none.
    private static KubeObject Answer(MapValue document, ScaleMapping mapping) => new(ScaleDocument.Of(document, mapping));

    private static ScaleMapping Mapping(ResourceType type) => type.Behavior.Scale(type) ?? throw StatusDocument.UnknownResource().ToException();
}
