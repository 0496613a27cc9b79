using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// SubjectAccessReview and its two kin: asks the cluster's authorizer and forgets. Upstream: <c>pkg/registry/authorization</c>,
/// <c>pkg/apis/authorization/validation</c>.
/// </summary>
internal sealed class AccessReviewBehavior(AccessReviewKind kind) : KindBehavior
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath Resource = Spec.Child("resourceAttributes");

    public override bool IsStored => false;

    public override IReadOnlyList<string> NameFaults(string name, bool prefix) => [];

    public override ValueTask<MapValue> CreateVirtualAsync(WriteContext context, MapValue document)
    {
        Check(document, context.Namespace);
        var spec = document.Map("spec") ?? MapValue.Empty;
        var user = kind == AccessReviewKind.Self ? context.Request.User : UserOf(spec);
        var decision = context.Services.Authorizer.Authorize(QuestionOf(user, spec));
        var status = new MapBuilder { { "allowed", decision.Allowed } };
        if (decision.Denied)
        {
            status["denied"] = true;
        }

        if (decision.Reason.Length > 0)
        {
            status["reason"] = decision.Reason;
        }

        string[] faults = [.. AccessReviewSelectors.Ignored(spec.Map("resourceAttributes"), Resource)];
        if (decision.EvaluationError.Length > 0 || faults.Length > 0)
        {
            status["evaluationError"] = string.Join("; ", decision.EvaluationError.Length > 0 ? [decision.EvaluationError, .. faults] : faults);
        }

        return ValueTask.FromResult(document.With("status", status.Build()));
    }

    private static UserInfo UserOf(MapValue spec) => new(spec.StringOrEmpty("user"), [.. spec.Strings("groups")])
    {
        Uid = spec.StringOrEmpty("uid"),
        Extra = (spec.Map("extra") ?? MapValue.Empty).ToDictionary(e => e.Key, e => (IReadOnlyList<string>)[.. (e.Value as ListValue ?? ListValue.Empty).OfType<StringValue>().Select(v => v.Text)]),
    };

    private static AuthorizationQuestion QuestionOf(UserInfo user, MapValue spec)
    {
        if (spec.Map("nonResourceAttributes") is { } path)
        {
            return new AuthorizationQuestion(user, path.StringOrEmpty("verb")) { IsResourceRequest = false, Path = path.StringOrEmpty("path") };
        }

        var resource = spec.Map("resourceAttributes") ?? MapValue.Empty;
        return new AuthorizationQuestion(user, resource.StringOrEmpty("verb"))
        {
            Group = resource.StringOrEmpty("group"),
            Version = resource.String("version") is { Length: > 0 } version ? version : "*",
            Resource = resource.StringOrEmpty("resource"),
            Subresource = resource.StringOrEmpty("subresource"),
            Namespace = resource.StringOrEmpty("namespace"),
            Name = resource.StringOrEmpty("name"),
            FieldSelector = resource.StringAt("fieldSelector", "rawSelector") ?? "",
            LabelSelector = resource.StringAt("labelSelector", "rawSelector") ?? "",
        };
    }

    // Upstream refuses these without naming the kind.
    private void Check(MapValue document, string @namespace)
    {
        var errors = new FieldErrors();
        var spec = document.Map("spec") ?? MapValue.Empty;
        CheckAttributes(spec, errors);
        if (kind != AccessReviewKind.Self && spec.StringOrEmpty("user").Length == 0 && spec.List("groups") is not { Count: > 0 })
        {
            errors.Invalid(Spec.Child("user"), "", "at least one of user or group must be specified");
        }

        AccessReviewSelectors.Check(spec.Map("resourceAttributes"), Resource, errors);
        if (kind == AccessReviewKind.Local)
        {
            CheckLocal(spec, @namespace, errors);
        }

        if (errors.Count > 0)
        {
            throw StatusDocument.Invalid(new GroupKind("authorization.k8s.io", ""), "", errors).ToException();
        }
    }

    private static void CheckAttributes(MapValue spec, FieldErrors errors)
    {
        var (resource, path) = (spec.Map("resourceAttributes"), spec.Map("nonResourceAttributes"));
        if (resource is not null && path is not null)
        {
            errors.InvalidText(Spec.Child("nonResourceAttributes"), InternalForm(path), "cannot be specified in combination with resourceAttributes");
        }

        if (resource is null && path is null)
        {
            errors.Invalid(Resource, Value.Null, "exactly one of nonResourceAttributes or resourceAttributes must be specified");
        }
    }

    private static void CheckLocal(MapValue spec, string @namespace, FieldErrors errors)
    {
        if (spec.Map("resourceAttributes") is { } resource && resource.StringOrEmpty("namespace") != @namespace)
        {
            errors.Invalid(Resource.Child("namespace"), resource.StringOrEmpty("namespace"), "must match metadata.namespace");
        }

        if (spec.Map("nonResourceAttributes") is { } path)
        {
            errors.InvalidText(Spec.Child("nonResourceAttributes"), InternalForm(path), "disallowed on this kind of request");
        }
    }

    // The internal type has no JSON names, so the message shows Go's.
    private static string InternalForm(MapValue path) =>
        MapValue.Of(("Path", path.StringOrEmpty("path")), ("Verb", path.StringOrEmpty("verb"))).ToString();
}
