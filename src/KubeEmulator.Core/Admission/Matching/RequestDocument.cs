using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>
/// The request as reviews and expressions show it, fields in the order in which Go writes them. Upstream:
/// <c>CreateV1AdmissionReview</c> and <c>CreateAdmissionRequest</c>.
/// </summary>
internal static class RequestDocument
{
    /// <summary>The request without uid and objects: what expressions see.</summary>
    public static MapValue ForExpressions(AdmissionAttributes attributes, HookTarget target)
    {
        var document = new MapBuilder(14);
        AddHead(document, attributes, target);
        AddTail(document, attributes);
        return document.Build();
    }

    /// <summary>The <c>request</c> of an AdmissionReview.</summary>
    public static MapValue ForReview(AdmissionAttributes attributes, HookTarget target, string uid, MapValue? shown, MapValue? old)
    {
        var document = new MapBuilder(16) { { "uid", uid } };
        AddHead(document, attributes, target);
        document["object"] = shown ?? (Value)Value.Null;
        document["oldObject"] = old ?? (Value)Value.Null;
        AddTail(document, attributes);
        return document.Build();
    }

    private static void AddHead(MapBuilder document, AdmissionAttributes attributes, HookTarget target)
    {
        var type = attributes.Type;
        document["kind"] = Kind(target.Version, target.Kind);
        document["resource"] = Resource(target.Type);
        StatusDocument.SetText(document, "subResource", attributes.Subresource);
        document["requestKind"] = Kind(attributes.ObjectVersion, attributes.ObjectKind);
        document["requestResource"] = Resource(type);
        StatusDocument.SetText(document, "requestSubResource", attributes.Subresource);
        StatusDocument.SetText(document, "name", attributes.Name);
        StatusDocument.SetText(document, "namespace", attributes.Namespace);
        document["operation"] = RuleMatch.OperationText(attributes.Operation);
        document["userInfo"] = User(attributes.Request.User);
    }

    private static void AddTail(MapBuilder document, AdmissionAttributes attributes)
    {
        document["dryRun"] = attributes.DryRun;
        document["options"] = attributes.Options.Count == 0 ? Value.Null : attributes.Options;
    }

    private static MapValue Kind(GroupVersion version, string kind) =>
        MapValue.Of(("group", version.Group), ("version", version.Version), ("kind", kind));

    private static MapValue Resource(ResourceType type) =>
        MapValue.Of(("group", type.Group), ("version", type.Version), ("resource", type.Plural));

    private static MapValue User(UserInfo user)
    {
        var document = new MapBuilder(4);
        StatusDocument.SetText(document, "username", user.Name);
        StatusDocument.SetText(document, "uid", user.Uid);
        if (user.Groups.Count > 0)
        {
            document["groups"] = ListValue.From(user.Groups.Select(group => (Value)group));
        }

        if (user.Extra.Count > 0)
        {
            document["extra"] = MapValue.Of([.. user.Extra.OrderBy(e => e.Key, StringComparer.Ordinal)
                .Select(e => (e.Key, (Value)ListValue.From(e.Value.Select(v => (Value)v))))]);
        }

        return document.Build();
    }
}
