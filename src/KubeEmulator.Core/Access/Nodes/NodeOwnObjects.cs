using KubeEmulator.Api;

namespace KubeEmulator.Access;

/// <summary>The objects that stand for a node itself: Node, Lease, CSINode. Null allows.</summary>
internal static class NodeOwnObjects
{
    private const string LeaseNamespace = "kube-node-lease";

    public static string? RefuseLease(AuthorizationQuestion question, string node) => question switch
    {
        { Verb: not ("get" or "create" or "update" or "patch" or "delete") } => "can only get, create, update, patch, or delete a node lease",
        { Namespace: not LeaseNamespace } => $"can only access leases in the \"{LeaseNamespace}\" system namespace",
        { Verb: not "create" } when question.Name != node => "can only access node lease with the same name as the requesting node",
        _ => null,
    };

    public static string? RefuseCsiNode(AuthorizationQuestion question, string node) => question switch
    {
        { Verb: not ("get" or "create" or "update" or "patch" or "delete") } => "can only get, create, update, patch, or delete a CSINode",
        { Subresource.Length: > 0 } => "cannot authorize CSINode subresources",
        { Verb: not "create" } when question.Name != node => "can only access CSINode with the same name as the requesting node",
        _ => null,
    };

    // What a node may write to itself is for the NodeRestriction admission plugin to say.
    public static string? RefuseNode(AuthorizationQuestion question, string node) => (question.Subresource, question.Verb) switch
    {
        ("", "create" or "update" or "patch") or ("status", "update" or "patch") => null,
        ("", "get" or "list" or "watch") when question.Name == node => null,
        ("", "get" or "list" or "watch") when question.Name.Length == 0 => $"node '{node}' cannot read all nodes, only its own Node object",
        ("", "get" or "list" or "watch") => $"node '{node}' cannot read '{question.Name}', only its own Node object",
        _ => "",
    };
}
