using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>POST to <c>serviceaccounts/token</c>. Upstream: <c>pkg/registry/core/serviceaccount/storage/token.go</c>.</summary>
internal sealed class TokenAction : SubresourceAction
{
    public static readonly TokenAction Instance = new();

    private const long Shortest = 10 * 60;
    private const long Longest = 1L << 32;

    public override async ValueTask<MapValue> RunAsync(ActionContext context, MapValue body)
    {
        var services = context.Api.Services;
        var snapshot = services.Store.Current;
        var account = snapshot.Get(context.Type.Key(context.Namespace, context.Name)) ?? throw StatusDocument.NotFound(context.Type.GroupResource, context.Name).ToException();
        body = Owned(context, Defaulted(body));
        Validate(body);
        CheckMetadata(context, body);
        var bound = Bound(context, body.At("spec", "boundObjectRef") as MapValue);

        // Admission sees the audiences as they were asked for: a kubelet's are compared with what its pod mounts.
        body = WithAudiences(await context.AdmitAsync(body).ConfigureAwait(false), services);
        if (services.Tokens is not { } tokens)
        {
            throw StatusDocument.InternalError("this cluster issues no tokens").ToException();
        }

        var seconds = body.IntegerAt("spec", "expirationSeconds") ?? 3600;
        var (token, expires) = tokens.Issue(account.Root, [.. body.Map("spec")!.Strings("audiences")], TimeSpan.FromSeconds(seconds), bound);
        var metadata = MapValue.Of(
            ("name", context.Name),
            ("namespace", context.Namespace),
            ("uid", account.Metadata.Uid),
            ("creationTimestamp", KubeTime.Format(services.Clock.GetUtcNow()))).WithOptional("managedFields", body.At("metadata", "managedFields"));
        return body
            .With("metadata", metadata)
            .With("status", MapValue.Of(("token", token), ("expirationTimestamp", KubeTime.Format(expires))));
    }

    // The request is owned like any object, though nobody will see it again.
    private static MapValue Owned(ActionContext context, MapValue body)
    {
        var kind = new GroupVersionKind("authentication.k8s.io", "v1", "TokenRequest");
        var management = new FieldManagement(kind, BuiltInSchemas.For(kind)!, "token");
        var manager = SystemFields.FieldManager(context.Options, context.Request);
        return management.TrackUpdate(null, body, manager, context.Api.Services.Clock.GetUtcNow());
    }

    private static MapValue Defaulted(MapValue body)
    {
        var spec = body.Map("spec") ?? MapValue.Empty;
        spec = spec.List("audiences") is { Count: > 0 } ? spec : spec.Without("audiences");
        return body.With("spec", spec.WithDefault("expirationSeconds", 3600));
    }

    private static MapValue WithAudiences(MapValue body, ClusterServices services) => body.Map("spec")!.ContainsKey("audiences")
        ? body
        : body.With("spec", MapValue.Of([("audiences", ListValue.Of(services.Settings.ServiceAccountIssuer)), .. body.Map("spec")!.Select(m => (m.Key, m.Value))]));

    private static void Validate(MapValue body)
    {
        var errors = new FieldErrors();
        var path = FieldPath.Of("spec", "expirationSeconds");
        var seconds = body.IntegerAt("spec", "expirationSeconds") ?? 3600;
        if (seconds < Shortest)
        {
            errors.Invalid(path, seconds, "may not specify a duration less than 10 minutes");
        }

        if (seconds > Longest)
        {
            errors.Invalid(path, seconds, "may not specify a duration larger than 2^32 seconds");
        }

        if (errors.Count > 0)
        {
            throw StatusDocument.Invalid(new GroupKind("authentication.k8s.io", "TokenRequest"), "", errors).ToException();
        }
    }

    private static void CheckMetadata(ActionContext context, MapValue body)
    {
        if (body.StringAt("metadata", "name") is { Length: > 0 } name && name != context.Name)
        {
            var errors = new FieldErrors();
            errors.Invalid(FieldPath.Of("metadata", "name"), name, "must match the service account name if specified");
            throw StatusDocument.Invalid(new GroupKind("authentication.k8s.io", "TokenRequest"), context.Name, errors).ToException();
        }
    }

    // The bound object must be there and, where a uid is named, be that one.
    private static MapValue? Bound(ActionContext context, MapValue? reference)
    {
        if (reference is null)
        {
            return null;
        }

        var (kind, version, name) = (reference.StringOrEmpty("kind"), reference.StringOrEmpty("apiVersion"), reference.StringOrEmpty("name"));
        var resource = (version, kind) switch
        {
            ("v1", "Pod") => "pods",
            ("v1", "Secret") => "secrets",
            ("v1", "Node") => "nodes",
            _ => throw StatusDocument.BadRequest($"cannot bind token to object of type {(version.Contains('/') ? version : "/" + version)}, Kind={kind}").ToException(),
        };
        var key = new ObjectKey("", resource, kind == "Node" ? "" : context.Namespace, name);
        var found = context.Api.Services.Store.Current.Get(key) ?? throw StatusDocument.NotFound(key.Resource, name).ToException();
        if (kind == "Pod" && (found.Spec.String("serviceAccountName") ?? "") != context.Name)
        {
            throw StatusDocument.BadRequest($"cannot bind token for serviceaccount {GoText.Quote(context.Name)} to pod running with different serviceaccount name.").ToException();
        }

        if (reference.String("uid") is { Length: > 0 } uid && uid != found.Metadata.Uid)
        {
            throw StatusDocument.Conflict(new GroupResource("", kind), name, $"the UID in the bound object reference ({uid}) does not match the UID in record. The object might have been deleted and then recreated").ToException();
        }

        var bound = reference.With("uid", found.Metadata.Uid);
        return found.Spec.String("nodeName") is { Length: > 0 } node && kind == "Pod" ? WithNode(context, bound, node) : bound;
    }

    private static MapValue WithNode(ActionContext context, MapValue bound, string node)
    {
        var uid = context.Api.Services.Store.Current.Get(new ObjectKey("", "nodes", "", node))?.Metadata.Uid ?? "";
        return bound.With("nodeName", node).With("nodeUid", uid);
    }
}
