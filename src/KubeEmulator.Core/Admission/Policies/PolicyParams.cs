using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>The parameters that a binding gives a policy. Upstream: <c>CollectParams</c> in apiserver <c>plugin/policy/generic/policy_dispatcher.go</c>.</summary>
internal static class PolicyParams
{
    private static readonly IReadOnlyList<KubeObject?> Without = [null];

    /// <summary>Why the kind of the parameters is no resource; null where it is one, or none is named.</summary>
    public static string? KindFault(MapValue? paramKind, AdmissionAttributes attributes)
    {
        if (paramKind is null || TypeOf(paramKind, attributes) is not null)
        {
            return null;
        }

        return $"failed to find resource referenced by paramKind: '{paramKind.StringOrEmpty("apiVersion")}, Kind={paramKind.StringOrEmpty("kind")}'";
    }

    /// <summary>
    /// The parameters, each of which the policy is evaluated with: one that is null where the policy takes none, none at all where
    /// there are none and that is allowed.
    /// </summary>
    public static IReadOnlyList<KubeObject?> Collect(MapValue? paramKind, MapValue? reference, AdmissionAttributes attributes, out string error)
    {
        error = "";
        if (paramKind is null || reference is null || TypeOf(paramKind, attributes) is not { } type)
        {
            return Without;
        }

        var space = reference.StringOrEmpty("namespace");
        if (type.Namespaced)
        {
            space = space.Length == 0 ? attributes.Namespace : space;
            error = space.Length == 0 ? "cannot use namespaced paramRef in policy binding that matches cluster-scoped resources" : "";
        }
        else if (space.Length > 0)
        {
            error = "paramRef.namespace must not be provided for a cluster-scoped `paramKind`";
        }

        var found = error.Length > 0 ? [] : Find(type, space, reference, attributes, out error);
        if (error.Length == 0 && found.Count == 0 && reference.String("parameterNotFoundAction") == "Deny")
        {
            error = "no params found for policy binding with `Deny` parameterNotFoundAction";
        }

        return found;
    }

    private static IReadOnlyList<KubeObject?> Find(ResourceType type, string space, MapValue reference, AdmissionAttributes attributes, out string error)
    {
        error = "";
        if (reference.String("name") is { Length: > 0 } name)
        {
            return attributes.Snapshot.Get(type.Key(space, name)) is { } named ? [ServedObjects.In(type, named, attributes.Services)] : [];
        }

        if (!LabelSelector.TryFrom(reference["selector"], out var selector, out error))
        {
            return [];
        }

        var all = attributes.Snapshot.List(type.StorageResource, type.Namespaced ? space : null);
        return [.. all.Where(o => selector.Matches(o.Metadata.Labels)).Select(o => ServedObjects.In(type, o, attributes.Services))];
    }

    private static ResourceType? TypeOf(MapValue kind, AdmissionAttributes attributes) =>
        attributes.Services.Catalog.FindKind(GroupVersion.Parse(kind.StringOrEmpty("apiVersion")), kind.StringOrEmpty("kind"));
}
