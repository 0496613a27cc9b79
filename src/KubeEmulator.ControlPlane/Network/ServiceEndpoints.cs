using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Network;

/// <summary>
/// What is behind a service: its EndpointSlices, as kube-proxy and DNS read them; where it has none, its Endpoints, so that a cluster
/// without controllers has a network too.
/// </summary>
internal static class ServiceEndpoints
{
    private static readonly GroupResource Slices = new("discovery.k8s.io", "endpointslices");
    private static readonly GroupResource Endpoints = new("", "endpoints");

    /// <summary>The endpoints of a port, by its name; of all ports where none is named.</summary>
    public static IReadOnlyList<ServiceEndpoint> Of(Snapshot snapshot, KubeObject service, string? portName)
    {
        KubeObject[] slices = [.. snapshot.List(Slices, service.Namespace).Where(s => s.Metadata.Labels.StringOrEmpty("kubernetes.io/service-name") == service.Name)];
        if (slices.Length > 0)
        {
            return [.. slices.SelectMany(s => InSlice(s, portName)).DistinctBy(e => (e.Address, e.Port))];
        }

        return snapshot.Get(new ObjectKey(Endpoints, service.Namespace, service.Name)) is { } endpoints
            ? [.. endpoints.Root.Maps("subsets").SelectMany(s => InSubset(s, portName))]
            : [];
    }

    private static IEnumerable<ServiceEndpoint> InSlice(KubeObject slice, string? portName)
    {
        if (PortOf(slice.Root.Maps("ports"), portName) is not { } port)
        {
            yield break;
        }

        foreach (var endpoint in slice.Root.Maps("endpoints"))
        {
            var ready = endpoint.Map("conditions")?.Bool("ready") ?? true;
            foreach (var address in endpoint.List("addresses")?.OfType<StringValue>() ?? [])
            {
                yield return new ServiceEndpoint(address.Text, port, endpoint.StringOrEmpty("hostname"), ready);
            }
        }
    }

    private static IEnumerable<ServiceEndpoint> InSubset(MapValue subset, string? portName) => PortOf(subset.Maps("ports"), portName) is not { } port
        ? []
        : subset.Maps("addresses").Select(a => new ServiceEndpoint(a.StringOrEmpty("ip"), port, a.StringOrEmpty("hostname"), true))
            .Concat(subset.Maps("notReadyAddresses").Select(a => new ServiceEndpoint(a.StringOrEmpty("ip"), port, a.StringOrEmpty("hostname"), false)));

    private static int? PortOf(IEnumerable<MapValue> ports, string? name) =>
        name is null ? 0 : (int?)ports.FirstOrDefault(p => p.StringOrEmpty("name") == name)?.Integer("port");
}
