using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Waiting;

/// <summary>What was reported about an object.</summary>
internal static class ObjectEvents
{
    private static readonly GroupResource Resource = new("", "events");

    /// <summary>The Events about an object, oldest first. Events about cluster-scoped objects are in the namespace default.</summary>
    public static IReadOnlyList<KubeObject> About(ClusterServices services, string kind, string @namespace, string name) =>
    [
        .. services.Store.Current.List(Resource, @namespace.Length == 0 ? "default" : @namespace)
            .Where(e => e.Root.Map("involvedObject") is { } about && about.StringOrEmpty("kind") == kind && about.StringOrEmpty("name") == name)
            .OrderBy(e => e.Metadata.Revision),
    ];

    /// <summary>An Event on one line.</summary>
    public static string Line(KubeObject e) => $"{e.Root.StringOrEmpty("type")} {e.Root.StringOrEmpty("reason")}: {e.Root.StringOrEmpty("message")}";
}
