using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>GET of one object.</summary>
internal static class GetVerb
{
    public static KubeObject Run(ClusterServices services, ResourceType type, string @namespace, string name, string resourceVersion)
    {
        var snapshot = services.Store.Current;
        if (resourceVersion.Length > 0)
        {
            ResourceVersions.RequireNotInFuture(ResourceVersions.ParseUnclassified(resourceVersion), snapshot.Revision);
        }

        if (snapshot.Get(type.Key(@namespace, name)) is not { } stored || !type.Behavior.Shows(stored, services))
        {
            throw StatusDocument.NotFound(type.GroupResource, name).ToException();
        }

        return ServedObjects.In(type, stored, services);
    }
}
