using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of the resource.k8s.io kinds. Upstream: <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class ResourceColumns
{
    public static readonly TableColumns Claim = Rows.Aged(o => [State(o)]);

    public static readonly TableColumns Slice = Rows.Aged(o =>
    [
        o.Spec.StringOrEmpty("nodeName"),
        o.Spec.StringOrEmpty("driver"),
        o.Spec.StringAt("pool", "name") ?? "",
    ]);

    private static string State(KubeObject o)
    {
        var states = new List<string>();
        var (deleted, allocated) = (o.Root.StringAt("metadata", "deletionTimestamp") is not null, o.Status.Map("allocation") is not null);
        if (deleted)
        {
            states.Add("deleted");
        }

        if (allocated)
        {
            states.Add("allocated");
        }
        else if (!deleted)
        {
            states.Add("pending");
        }

        if (allocated && o.Status.List("reservedFor") is { Count: > 0 })
        {
            states.Add("reserved");
        }

        return string.Join(',', states);
    }
}
