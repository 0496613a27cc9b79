using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Access to devices in use is for namespaces that say so. Upstream: <c>pkg/registry/resource/authz.go</c>.</summary>
internal static class AdminAccess
{
    private const string Label = "resource.kubernetes.io/admin-access";
    private static readonly GroupResource Namespaces = new("", "namespaces");

    /// <summary>The first request or result with admin access, unless the namespace has the label.</summary>
    public static void Check(FieldErrors errors, WriteContext context, FieldPath path, IEnumerable<MapValue> requests)
    {
        var index = -1;
        foreach (var request in requests)
        {
            index++;
            if (request.Bool("adminAccess") != true)
            {
                continue;
            }

            var labels = context.Snapshot.Get(new ObjectKey(Namespaces, "", context.Namespace))?.Metadata.Root.Map("labels");
            if (labels?.String(Label) != "true")
            {
                errors.Forbidden(path.Index(index).Child("adminAccess"), $"admin access to devices requires the `{Label}: true` label on the containing namespace");
            }

            return;
        }
    }
}
