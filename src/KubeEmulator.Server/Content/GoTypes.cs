using KubeEmulator.Api;

namespace KubeEmulator.Server.Content;

/// <summary>Names of Go's internal types, which a few refusals show.</summary>
internal static class GoTypes
{
    /// <summary><c>*core.PodList</c>.</summary>
    public static string Pointer(ResourceType type, string kind) => $"*{Package(type.Group)}.{kind}";

    private static string Package(string group) => group switch
    {
        "" or "events.k8s.io" => "core",
        "flowcontrol.apiserver.k8s.io" => "flowcontrol",
        _ => group.Split('.')[0],
    };
}
