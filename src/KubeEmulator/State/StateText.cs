using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.State;

/// <summary>A state as the text of its objects, in the order in which they can be put into another cluster.</summary>
internal static class StateText
{
    /// <summary>The objects as YAML documents or one JSON List; without those that every cluster makes for itself and nobody has changed since.</summary>
    public static byte[] Write(ClusterServices services, Snapshot state, Snapshot beginning, StateFormat format)
    {
        MapValue[] objects = [.. SeedOrder.Sort(Objects(services, state, beginning).Select(o => new ManifestObject(o, ""))).Select(o => o.Root)];
        return format == StateFormat.Json
            ? [.. MapValue.Of(("apiVersion", "v1"), ("kind", "List"), ("items", ListValue.From(objects.Select(o => (Value)o)))).ToUtf8Bytes(), (byte)'\n']
            : Encoding.UTF8.GetBytes(string.Join("---\n", objects.Select(YamlText.Write)));
    }

    private static IEnumerable<MapValue> Objects(ClusterServices services, Snapshot state, Snapshot beginning)
    {
        foreach (var resource in state.Resources)
        {
            if (services.Catalog.FindAnyVersion(resource) is not { } type)
            {
                continue;
            }

            foreach (var stored in state.List(resource))
            {
                var isAsAtTheStart = beginning.Get(new ObjectKey(resource, stored.Namespace, stored.Name)) is { } first && SaysTheSame(first, stored);
                var served = ServedObjects.In(type, stored, services).Root;
                if (!isAsAtTheStart && !OwnObjects.Contains(served))
                {
                    yield return SystemFields.EditMetadata(served, metadata => metadata.Without("resourceVersion"));
                }
            }
        }
    }

    // Uids and times are each cluster's own, also of what all have alike.
    private static bool SaysTheSame(KubeObject one, KubeObject other) =>
        ReferenceEquals(one, other) || Spoken(one).Equals(Spoken(other));

    private static MapValue Spoken(KubeObject o) => o.Root
        .With("metadata", o.Metadata.Root.Without("uid").Without("creationTimestamp").Without("resourceVersion").Without("managedFields"))
        .Without("status");
}
