using KubeEmulator.Api;

namespace KubeEmulator;

/// <summary>Something that a user did, or was refused.</summary>
/// <param name="Verb">Kubernetes' verb.</param>
/// <param name="Group">The API group; empty for core and for paths.</param>
/// <param name="Resource">The plural resource, with its subresource (<c>pods/log</c>); empty for paths.</param>
/// <param name="Namespace">The namespace; empty for cluster-scoped objects and for all namespaces.</param>
/// <param name="Name">The object's name; empty where the request names none.</param>
/// <param name="Path">The path of a request that is about no resource; empty otherwise.</param>
public sealed record UsedRight(string Verb, string Group, string Resource, string Namespace, string Name, string Path)
{
    /// <summary>In words: <c>create deployments.apps in namespace default</c>.</summary>
    public override string ToString()
    {
        var what = Path.Length > 0 ? Path : Group.Length > 0 ? $"{Resource}.{Group}" : Resource;
        var which = Name.Length > 0 ? $" {Name}" : "";
        return $"{Verb} {what}{which}{(Namespace.Length > 0 ? $" in namespace {Namespace}" : "")}";
    }

    internal AuthorizationQuestion Ask(UserInfo user)
    {
        var slash = Resource.IndexOf('/');
        return new AuthorizationQuestion(user, Verb)
        {
            IsResourceRequest = Path.Length == 0,
            Path = Path,
            Group = Group,
            Version = "*",
            Resource = slash < 0 ? Resource : Resource[..slash],
            Subresource = slash < 0 ? "" : Resource[(slash + 1)..],
            Namespace = Namespace,
            Name = Name,
        };
    }
}
