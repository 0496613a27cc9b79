using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Webhooks;

/// <summary>Where a Service leads, as upstream's <c>apiserver/pkg/util/proxy</c> (ResolveCluster) finds it.</summary>
internal static class ServiceAddress
{
    /// <exception cref="ConnectionFailure">There is no such Service, or it leads nowhere.</exception>
    public static (string Host, int Port) Resolve(Snapshot snapshot, WebhookClient client)
    {
        var service = snapshot.Get(new ObjectKey("", "services", client.ServiceNamespace, client.ServiceName))
            ?? throw new ConnectionFailure($"service {GoText.Quote(client.ServiceName)} not found");
        var clusterIp = service.Spec.StringOrEmpty("clusterIP");
        switch (service.Spec.String("type"))
        {
            case "ExternalName":
                return (service.Spec.StringOrEmpty("externalName"), client.ServicePort);
            case "ClusterIP" when clusterIp == "None":
                throw new ConnectionFailure("cannot route to service with ClusterIP \"None\"");
            default:
                var port = service.Spec.Maps("ports").FirstOrDefault(p => p.Integer("port") == client.ServicePort)
                    ?? throw new ConnectionFailure($"no service port {client.ServicePort.ToString(CultureInfo.InvariantCulture)} found for service {GoText.Quote(service.Name)}");
                return (clusterIp, (int)port.Integer("port")!.Value);
        }
    }
}
