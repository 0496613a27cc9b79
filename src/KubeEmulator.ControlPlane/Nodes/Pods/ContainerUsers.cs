using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>Whom a container's first process runs as: the container's security context over the pod's.</summary>
internal static class ContainerUsers
{
    private static readonly MapValue Root = Status(0, 0, [0]);

    /// <summary>The user's id where the pod says one.</summary>
    public static long? UserId(MapValue podSpec, MapValue container) => Number(podSpec, container, "runAsUser");

    /// <summary>The group's id where the pod says one.</summary>
    public static long? GroupId(MapValue podSpec, MapValue container) => Number(podSpec, container, "runAsGroup");

    /// <summary>The <c>user</c> of a container's status.</summary>
    public static MapValue StatusOf(MapValue podSpec, MapValue container)
    {
        if (podSpec.Map("securityContext") is not { Count: > 0 } && container.Map("securityContext") is not { Count: > 0 })
        {
            return Root;
        }

        var group = GroupId(podSpec, container) ?? 0;
        var more = podSpec.Map("securityContext") is { } context
            ? (context.List("supplementalGroups") ?? ListValue.Empty).OfType<NumberValue>().Select(n => n.TryGetInt64(out var id) ? id : 0)
                .Concat(context.Integer("fsGroup") is { } fs ? [fs] : [])
            : [];
        return Status(UserId(podSpec, container) ?? 0, group, [.. new[] { group }.Concat(more).Distinct().Order()]);
    }

    private static long? Number(MapValue podSpec, MapValue container, string key) =>
        container.Map("securityContext")?.Integer(key) ?? podSpec.Map("securityContext")?.Integer(key);

    private static MapValue Status(long user, long group, long[] groups) => MapValue.Of(("linux", MapValue.Of(
        ("uid", user),
        ("gid", group),
        ("supplementalGroups", ListValue.From(groups.Select(id => (Value)id))))));
}
