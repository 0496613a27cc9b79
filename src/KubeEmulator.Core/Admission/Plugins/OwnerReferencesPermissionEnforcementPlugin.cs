using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>
/// Who gives an object an owner must be allowed to delete it, and to keep the owner alive must be allowed to finalize it. Upstream:
/// <c>plugin/pkg/admission/gc</c>.
/// </summary>
internal sealed class OwnerReferencesPermissionEnforcementPlugin : AdmissionPlugin
{
    public override string Name => "OwnerReferencesPermissionEnforcement";

    // Neither a pod's status nor its binding can change owners.
    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation is Operation.Create or Operation.Update
        && !(attributes.Concerns("", "pods") && attributes.Subresource is "status" or "binding");

    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var (owners, before) = (Owners(attributes.Object), Owners(attributes.OldObject));
        if (owners.SequenceEqual(before))
        {
            return ValueTask.CompletedTask;
        }

        if (attributes.Operation != Operation.Create && Ask(attributes, Delete(attributes)) is { Allowed: false } refused)
        {
            throw attributes.Forbidden($"cannot set an ownerRef on a resource you can't delete: {refused.Reason}, <nil>");
        }

        var blocking = owners.Where(o => IsBlocking(o) && !before.Any(b => b.StringOrEmpty("uid") == o.StringOrEmpty("uid") && IsBlocking(b))).ToArray();
        if (blocking.Length > 0 && !Ask(attributes, FinalizeAnything(attributes)).Allowed)
        {
            foreach (var owner in blocking)
            {
                Check(attributes, owner);
            }
        }

        return ValueTask.CompletedTask;
    }

    private static void Check(AdmissionAttributes attributes, MapValue owner)
    {
        var (version, kind) = (owner.StringOrEmpty("apiVersion"), owner.StringOrEmpty("kind"));
        if (attributes.Services.Catalog.FindKind(GroupVersion.Parse(version), kind) is not { } type)
        {
            throw attributes.Forbidden($"cannot set blockOwnerDeletion in this case because cannot find RESTMapping for APIVersion {version} Kind {kind}: no matches for kind {GoText.Quote(kind)} in version {GoText.Quote(version)}");
        }

        var decision = Ask(attributes, new AuthorizationQuestion(attributes.Request.User, "update")
        {
            Group = type.Group,
            Version = type.Version,
            Resource = type.Plural,
            Subresource = "finalizers",
            Namespace = type.Namespaced ? attributes.Namespace : "",
            Name = owner.StringOrEmpty("name"),
        });
        if (!decision.Allowed)
        {
            throw attributes.Forbidden($"cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on: {decision.Reason}, <nil>");
        }
    }

    private static AuthorizationDecision Ask(AdmissionAttributes attributes, AuthorizationQuestion question) => attributes.Services.Authorizer.Authorize(question);

    private static AuthorizationQuestion Delete(AdmissionAttributes attributes) => new(attributes.Request.User, "delete")
    {
        Group = attributes.Type.Group,
        Version = attributes.Type.Version,
        Resource = attributes.Type.Plural,
        Subresource = attributes.Subresource,
        Namespace = attributes.Namespace,
        Name = attributes.Name,
    };

    private static AuthorizationQuestion FinalizeAnything(AdmissionAttributes attributes) =>
        new(attributes.Request.User, "update") { Group = "*", Version = "*", Resource = "*", Subresource = "finalizers", Name = "*" };

    private static bool IsBlocking(MapValue owner) => owner.Bool("blockOwnerDeletion") == true;

    private static MapValue[] Owners(MapValue? document) => [.. document?.Map("metadata")?.Maps("ownerReferences") ?? []];
}
