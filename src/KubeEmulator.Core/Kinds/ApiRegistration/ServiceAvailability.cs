using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Whether the server behind an APIService can be reached, as the aggregator notes it when the APIService, its Service or that
/// Service's endpoints change. Requests are not passed on here, so a Service with endpoints fails the last check, unless the cluster
/// itself stands in for the server (metrics). Upstream: kube-aggregator
/// <c>pkg/controllers/status/remote/remote_available_controller.go</c>.
/// </summary>
internal static class ServiceAvailability
{
    private const string Manager = "kube-apiserver";
    private const string Passed = "Passed";
    private static readonly UserInfo ApiServerUser = new("system:apiserver", ["system:masters", "system:authenticated"]);
    private static readonly GroupResource ApiServices = new("apiregistration.k8s.io", "apiservices");

    /// <summary>Notes it for every APIService that a Service stands behind.</summary>
    /// <param name="services">The cluster.</param>
    /// <param name="space">The Service's namespace.</param>
    /// <param name="name">Its name; null for all Services of the namespace.</param>
    public static ValueTask NoteBehindAsync(ClusterServices services, string space, string? name)
    {
        List<KubeObject>? behind = null;
        foreach (var stored in services.Store.Current.List(ApiServices))
        {
            if (stored.Spec.Map("service") is { } reference && reference.StringOrEmpty("namespace") == space && (name is null || reference.StringOrEmpty("name") == name))
            {
                (behind ??= []).Add(stored);
            }
        }

        return behind is null ? ValueTask.CompletedTask : NoteEachAsync(services, behind);
    }

    public static async ValueTask NoteAsync(ClusterServices services, KubeObject apiService)
    {
        var (reason, message) = Check(services, apiService.Spec, apiService.Spec.Map("service")!);
        var standing = reason == Passed ? "True" : "False";
        var noted = apiService.Status.Maps("conditions").FirstOrDefault(c => c.StringOrEmpty("type") == "Available");
        if (apiService.Metadata.IsDeleting || services.Catalog.FindStored(ApiServices) is not { } type
            || (noted?.StringOrEmpty("reason") == reason && noted.StringOrEmpty("message") == message))
        {
            return;
        }

        var since = noted?.StringOrEmpty("status") == standing ? noted["lastTransitionTime"]! : KubeTime.Format(services.Clock.GetUtcNow());
        var condition = MapValue.Of(("type", "Available"), ("status", standing), ("lastTransitionTime", since), ("reason", reason), ("message", message));
        var others = apiService.Status.Maps("conditions").Where(c => c.StringOrEmpty("type") != "Available").Select(c => (Value)c);
        var document = apiService.Root.WithAt(["status", "conditions"], ListValue.From(others.Append(condition)));
        var request = new RequestContext(ApiServerUser) { UserAgent = Manager };
        try
        {
            await services.Api.UpdateAsync(type, "", apiService.Name, "status", document, new WriteOptions { FieldManager = Manager }, request).ConfigureAwait(false);
        }
        catch (ApiException changed) when (changed.Code is 404 or 409)
        {
            // Deleted or changed meanwhile: that write notes it anew.
        }
    }

    private static async ValueTask NoteEachAsync(ClusterServices services, List<KubeObject> behind)
    {
        foreach (var stored in behind)
        {
            await NoteAsync(services, stored).ConfigureAwait(false);
        }
    }

    private static (string Reason, string Message) Check(ClusterServices services, MapValue spec, MapValue reference)
    {
        if (services.Catalog.Types.Any(t => !t.IsCustom && t.Group == spec.StringOrEmpty("group") && t.Version == spec.StringOrEmpty("version")))
        {
            return (Passed, "all checks passed");
        }

        var snapshot = services.Store.Current;
        var (space, name, port) = (reference.StringOrEmpty("namespace"), reference.StringOrEmpty("name"), reference.Integer("port") ?? 443);
        if (snapshot.Get(new ObjectKey(new GroupResource("", "services"), space, name)) is not { } service)
        {
            return ("ServiceNotFound", $"service/{name} in {GoText.Quote(space)} is not present");
        }

        if (service.Spec.StringOrEmpty("type") == "ClusterIP")
        {
            if (service.Spec.Maps("ports").FirstOrDefault(p => p.Integer("port") == port) is not { } found)
            {
                return ("ServicePortError", $"service/{name} in {GoText.Quote(space)} is not listening on port {port}");
            }

            var slices = snapshot.List(new GroupResource("discovery.k8s.io", "endpointslices"), space)
                .Where(s => s.Metadata.Root.StringAt("labels", "kubernetes.io/service-name") == name)
                .ToArray();
            if (slices.Length == 0)
            {
                return ("EndpointsNotFound", $"cannot find endpointslices for service/{name} in {GoText.Quote(space)}");
            }

            var portName = found.StringOrEmpty("name");
            if (!Array.Exists(slices, s => IsReady(s, portName)))
            {
                return ("MissingEndpoints", $"endpointslices for service/{name} in {GoText.Quote(space)} have no addresses with port name {GoText.Quote(portName)}");
            }
        }

        var address = $"{service.Spec.StringOrEmpty("clusterIP")}:{port}";
        var url = $"https://{address}/apis/{spec.StringOrEmpty("group")}/{spec.StringOrEmpty("version")}";
        return ("FailedDiscoveryCheck", $"failing or missing response from {url}: Get {GoText.Quote(url)}: dial tcp {address}: connect: connection refused");
    }

    private static bool IsReady(KubeObject slice, string portName) =>
        slice.Root.Maps("endpoints").Any(e => e.Map("conditions")?.Bool("ready") != false)
        && slice.Root.Maps("ports").Any(p => p.StringOrEmpty("name") == portName && p.Integer("port") is not null);
}
