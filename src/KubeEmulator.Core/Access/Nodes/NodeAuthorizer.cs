using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Access;

/// <summary>
/// What a kubelet may do: its own node, its own pods, and what those pods refer to. Upstream:
/// <c>plugin/pkg/auth/authorizer/node/node_authorizer.go</c>, whose refusals are quoted. Instead of a graph kept beside the
/// store, the relation is read from the snapshot's index of pods by node, so it is never behind.
/// </summary>
internal sealed class NodeAuthorizer(ObjectStore store) : IAuthorizer
{
    private const string UserPrefix = "system:node:";
    private const string NodesGroup = "system:nodes";
    private static readonly Lazy<PolicyRule[]> OwnRules = new(() => [.. BootstrapRoles.RulesOf("system:node").Select(rule => new PolicyRule(rule))]);

    public AuthorizationDecision Authorize(AuthorizationQuestion question)
    {
        if (NodeOf(question.User) is not { } node)
        {
            return new AuthorizationDecision(false, false, "");
        }

        var refusal = question.IsResourceRequest ? Refuse(question, node) : RefuseByRules(question);
        return new AuthorizationDecision(refusal is null, false, refusal ?? "");
    }

    private static string? NodeOf(UserInfo user) =>
        user.Name.StartsWith(UserPrefix, StringComparison.Ordinal) && user.Name.Length > UserPrefix.Length && user.Groups.Contains(NodesGroup)
            ? user.Name[UserPrefix.Length..]
            : null;

    // Null allows; an empty text refuses without a word.
    private string? Refuse(AuthorizationQuestion question, string node) => (question.Group, question.Resource) switch
    {
        ("", "secrets") => RefuseRead(question, node, related => related.Secrets),
        ("", "configmaps") => RefuseRead(question, node, related => related.ConfigMaps),
        ("", "persistentvolumeclaims") when question.Subresource == "status" => RefuseStatus(question, node, related => related.Claims),
        ("", "persistentvolumeclaims") => RefuseGet(question, node, related => related.Claims),
        ("", "persistentvolumes") => RefuseGet(question, node, related => related.Volumes),
        ("resource.k8s.io", "resourceclaims") => RefuseGet(question, node, related => related.ResourceClaims),
        ("storage.k8s.io", "volumeattachments") => RefuseGet(question, node, related => related.Attachments),
        ("", "serviceaccounts") => RefuseServiceAccount(question, node),
        ("coordination.k8s.io", "leases") => NodeOwnObjects.RefuseLease(question, node),
        ("storage.k8s.io", "csinodes") => NodeOwnObjects.RefuseCsiNode(question, node),
        ("resource.k8s.io", "resourceslices") => RefuseSlice(question, node),
        ("", "nodes") => NodeOwnObjects.RefuseNode(question, node),
        ("", "pods") => RefusePod(question, node),
        _ => RefuseByRules(question),
    };

    private static string? RefuseByRules(AuthorizationQuestion question) => OwnRules.Value.Any(rule => rule.Allows(question)) ? null : "";

    private string? RefuseRead(AuthorizationQuestion question, string node, Func<RelatedObjects, IReadOnlySet<string>> related) => question switch
    {
        { Verb: not ("get" or "list" or "watch") } => "can only read resources of this type",
        { Subresource.Length: > 0 } => "cannot read subresource",
        { Namespace.Length: 0 } => "can only read namespaced object of this type",
        _ => RefuseUnrelated(question, node, related),
    };

    private string? RefuseGet(AuthorizationQuestion question, string node, Func<RelatedObjects, IReadOnlySet<string>> related) => question switch
    {
        { Verb: not "get" } => "can only get individual resources of this type",
        { Subresource.Length: > 0 } => "cannot get subresource",
        _ => RefuseUnrelated(question, node, related),
    };

    private string? RefuseStatus(AuthorizationQuestion question, string node, Func<RelatedObjects, IReadOnlySet<string>> related) =>
        question.Verb is "update" or "patch" ? RefuseUnrelated(question, node, related) : "can only get/update/patch this type";

    private string? RefuseServiceAccount(AuthorizationQuestion question, string node) => question switch
    {
        { Verb: "get", Subresource: "" } => RefuseRead(question, node, related => related.ServiceAccounts),
        { Verb: not "create" } or { Name: "" } => "can only create tokens for individual service accounts",
        { Subresource: not "token" } => "can only create token subresource of serviceaccount",
        _ => RefuseUnrelated(question, node, related => related.ServiceAccounts),
    };

    private string? RefuseSlice(AuthorizationQuestion question, string node) => question switch
    {
        { Subresource.Length: > 0 } => "cannot authorize ResourceSlice subresources",
        { Verb: "create" } => null,
        { Verb: "get" or "update" or "patch" or "delete" } => SliceOf(question.Name) == node ? null : Unrelated(node),
        { Verb: "watch" or "list" or "deletecollection" } => Selects(question, "spec.nodeName", node) ? null : "can only list/watch/deletecollection resourceslices with nodeName field selector",
        _ => "only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch, delete, deletecollection",
    };

    private string? RefusePod(AuthorizationQuestion question, string node) => (question.Subresource, question.Verb) switch
    {
        ("", "get") => RefuseUnrelated(question, node, related => related.Pods),
        ("", "list" or "watch") when Selects(question, "spec.nodeName", node) => null,
        ("", "list" or "watch") when question.Name.Length > 0 => RefuseUnrelated(question, node, related => related.Pods),
        ("", "list" or "watch") => "can only list/watch pods with spec.nodeName field selector",
        ("", "create" or "delete") or ("status", "update" or "patch") or ("eviction", "create") => null,
        _ => "",
    };

    private string? RefuseUnrelated(AuthorizationQuestion question, string node, Func<RelatedObjects, IReadOnlySet<string>> related)
    {
        if (question.Name.Length == 0)
        {
            return "No Object name found";
        }

        var key = question.Namespace.Length == 0 ? question.Name : $"{question.Namespace}/{question.Name}";
        return related(RelatedObjects.Of(store.Current, node)).Contains(key) ? null : Unrelated(node);
    }

    private string? SliceOf(string name) => store.Current.Get(new ObjectKey("resource.k8s.io", "resourceslices", "", name))?.Root.StringAt("spec", "nodeName");

    private static string Unrelated(string node) => $"no relationship found between node '{node}' and this object";

    private static bool Selects(AuthorizationQuestion question, string field, string value) =>
        FieldSelector.TryParse(question.FieldSelector, out var selector, out _) && selector.ExactMatch(field) == value;
}
