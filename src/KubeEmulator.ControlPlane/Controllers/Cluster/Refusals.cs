using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>What a refused write says to a controller that can live with it.</summary>
internal static class Refusals
{
    /// <summary>The object, or the namespace it is to stand in, is not there.</summary>
    public static bool IsNotFound(ApiException refusal) => refusal.Reason == StatusReason.NotFound;

    /// <summary>The name is taken.</summary>
    public static bool IsExisting(ApiException refusal) => refusal.Reason == StatusReason.AlreadyExists;

    /// <summary>Somebody else was faster.</summary>
    public static bool IsConflict(ApiException refusal) => refusal.Reason == StatusReason.Conflict;

    /// <summary>The namespace is going, so nothing can be created in it.</summary>
    public static bool IsTerminating(ApiException refusal) => refusal.Status.Causes.Any(cause => cause.StringOrEmpty("reason") == "NamespaceTerminating");
}
