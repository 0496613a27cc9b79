using System.Reflection;
using WebsiteOperator.Models;

namespace WebsiteOperator.Kube;

/// <summary>Where the objects of a class are served.</summary>
public static class ResourcePath
{
    public static string Of<T>(string? @namespace = null, string? name = null, string? subresource = null)
        where T : Resource
    {
        var entity = Entity<T>();
        var root = entity.Group.Length == 0 ? $"/api/{entity.ApiVersion}" : $"/apis/{entity.Group}/{entity.ApiVersion}";
        var space = @namespace is null ? "" : $"/namespaces/{@namespace}";
        return $"{root}{space}/{entity.PluralName}{Part(name)}{Part(subresource)}";
    }

    public static string ApiVersion<T>()
        where T : Resource
    {
        var entity = Entity<T>();
        return entity.Group.Length == 0 ? entity.ApiVersion : $"{entity.Group}/{entity.ApiVersion}";
    }

    public static string Kind<T>()
        where T : Resource => Entity<T>().Kind;

    private static string Part(string? name) => name is null ? "" : $"/{name}";

    private static KubernetesEntityAttribute Entity<T>() => typeof(T).GetCustomAttribute<KubernetesEntityAttribute>()
        ?? throw new InvalidOperationException($"{typeof(T).Name} has no [KubernetesEntity]");
}
