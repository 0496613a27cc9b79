namespace KubeEmulator.Kinds;

/// <summary>The scopes of quotas and what they can be applied to; core <c>helper/helpers.go</c>.</summary>
internal static class QuotaScopes
{
    /// <summary>Whether quotas know the scope.</summary>
    public static bool IsStandard(string scope) => scope is
        "Terminating" or "NotTerminating" or "BestEffort" or "NotBestEffort" or "PriorityClass" or "VolumeAttributesClass" or "CrossNamespacePodAffinity";

    /// <summary>Whether the scope has no values to choose from.</summary>
    public static bool OnlyExists(string scope) => scope is "BestEffort" or "NotBestEffort" or "Terminating" or "NotTerminating" or "CrossNamespacePodAffinity";

    /// <summary>Whether the resource can be counted within the scope.</summary>
    public static bool Fits(string scope, string resource) => scope switch
    {
        "Terminating" or "NotTerminating" or "NotBestEffort" or "PriorityClass" or "CrossNamespacePodAffinity" =>
            resource is "pods" or "cpu" or "memory" or "limits.cpu" or "limits.memory" or "requests.cpu" or "requests.memory",
        "BestEffort" => resource == "pods",
        "VolumeAttributesClass" => resource is "persistentvolumeclaims" or "requests.storage",
        _ => true,
    };
}
