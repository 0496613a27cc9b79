using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Who owns which field, kept with every write. The algebra is the Patching room's; this asks it with what a request knows.</summary>
internal static class FieldOwners
{
    public static MapValue TrackUpdate(ResourceType type, string subresource, KubeObject? live, MapValue document, string manager, ClusterServices services)
    {
        return document;
    }

    public static MapValue Apply(ResourceType type, string subresource, KubeObject? live, PatchBody patch, PatchOptions options, RequestContext request, ClusterServices services)
    {
        return (MapValue)patch.Document;
    }

    public static MapValue IgnoreTimestamps(MapValue document, KubeObject stored)
    {
        return document;
    }
}
