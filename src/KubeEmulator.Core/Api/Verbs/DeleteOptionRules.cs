using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>Checks of delete options. Upstream: apimachinery <c>meta/v1/validation</c> and <c>registry/rest/delete.go</c>.</summary>
internal static class DeleteOptionRules
{
    public static void Check(DeleteOptions options)
    {
        var errors = new FieldErrors();
        Check(options, errors);
        if (errors.Count > 0)
        {
            throw StatusDocument.Invalid(new GroupKind("meta.k8s.io", "DeleteOptions"), "", errors).ToException();
        }
    }

    public static void Check(DeleteOptions options, FieldErrors errors)
    {
        if (options.OrphanDependents is not null && options.PropagationPolicy is not null)
        {
            errors.Invalid(FieldPath.Of("propagationPolicy"), options.PropagationPolicy, "orphanDependents and deletionPropagation cannot be both set");
        }

        if (options.PropagationPolicy is { } policy and not ("Background" or "Foreground" or "Orphan"))
        {
            errors.NotSupported(FieldPath.Of("propagationPolicy"), policy, "Foreground", "Background", "Orphan", "nil");
        }
    }

    public static void CheckPreconditions(ResourceType type, DeleteOptions options, KubeObject stored)
    {
        if (options.PreconditionUid is { } uid && uid != stored.Metadata.Uid)
        {
            throw Conflict(type, stored, $"the UID in the precondition ({uid}) does not match the UID in record ({stored.Metadata.Uid}). The object might have been deleted and then recreated");
        }

        if (options.PreconditionResourceVersion is { } version && version != stored.Metadata.ResourceVersion)
        {
            throw Conflict(type, stored, $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({stored.Metadata.ResourceVersion}). The object might have been modified");
        }
    }

    // Upstream names the kind, not the resource, in this one message.
    private static ApiException Conflict(ResourceType type, KubeObject stored, string why) =>
        StatusDocument.Conflict(new GroupResource(type.Group, type.Kind), stored.Name, why).ToException();
}
