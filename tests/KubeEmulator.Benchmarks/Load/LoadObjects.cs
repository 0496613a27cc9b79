using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Load;

/// <summary>What the load writes: custom resources or ConfigMaps of about 0.7 KB, or pods of about 4 KB, as a plain cluster would hold them.</summary>
internal sealed record LoadObjects(string Resource, string Path, string ApiVersion, string Kind)
{
    /// <summary>The definition of the custom resource.</summary>
    public const string Definition = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"gadgets.load.example"},"spec":{"group":"load.example","scope":"Namespaced",
        "names":{"kind":"Gadget","plural":"gadgets"},"versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},"schema":{"openAPIV3Schema":{"type":"object","properties":{
        "spec":{"type":"object","properties":{"size":{"type":"integer","minimum":0},"colour":{"type":"string","maxLength":64},"text":{"type":"string"},"parts":{"type":"array","items":{"type":"object","required":["name"],
        "properties":{"name":{"type":"string"},"count":{"type":"integer"}}},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"]}}},"status":{"type":"object",
        "properties":{"phase":{"type":"string"}}}}}}}]}}
        """;

    private static readonly string Filler = new('x', 220);

    // With its defaults and owners the server makes 4 KB of it. Nothing of it is scheduled: it waits for a node that is not there.
    private static readonly MapValue PodSpec = (MapValue)Value.Parse("""
        {"nodeSelector":{"load":"nowhere"},"automountServiceAccountToken":false,"enableServiceLinks":false,"terminationGracePeriodSeconds":5,
        "containers":[{"name":"web","image":"registry.example/shop/web:1.27.3","args":["--port=8080","--log-level=info"],"ports":[{"name":"http","containerPort":8080}],
        "env":[{"name":"DATABASE_URL","value":"postgres://shop.data.svc:5432/shop"},{"name":"CACHE_URL","value":"redis://cache.data.svc:6379/0"},{"name":"REGION","value":"eu-1"},{"name":"POD_IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}],
        "resources":{"requests":{"cpu":"100m","memory":"128Mi"},"limits":{"cpu":"1","memory":"256Mi"}},
        "readinessProbe":{"httpGet":{"path":"/ready","port":"http"},"periodSeconds":5},"livenessProbe":{"httpGet":{"path":"/live","port":"http"},"initialDelaySeconds":10},
        "volumeMounts":[{"name":"config","mountPath":"/etc/web"},{"name":"scratch","mountPath":"/tmp"}],"securityContext":{"runAsNonRoot":true,"allowPrivilegeEscalation":false}}],
        "volumes":[{"name":"config","configMap":{"name":"web"}},{"name":"scratch","emptyDir":{}}],
        "tolerations":[{"key":"dedicated","operator":"Equal","value":"web","effect":"NoSchedule"}]}
        """);

    public static LoadObjects Gadgets { get; } = new("gadgets", "apis/load.example/v1/namespaces/default/gadgets", "load.example/v1", "Gadget");

    public static LoadObjects ConfigMaps { get; } = new("configmaps", "api/v1/namespaces/default/configmaps", "v1", "ConfigMap");

    public static LoadObjects Pods { get; } = new("pods", "api/v1/namespaces/default/pods", "v1", "Pod");

    /// <summary>An object's body; another colour makes an update that changes something.</summary>
    public byte[] Body(string name, int colour)
    {
        var metadata = MapValue.Of(("name", name), ("namespace", "default"), ("labels", MapValue.Of(("app", "load"), ("colour", $"c{colour % 10}"))));
        return Document(Kind == "Pod" ? metadata.With("annotations", Coloured(colour)) : metadata, colour).ToUtf8Bytes();
    }

    /// <summary>A merge patch.</summary>
    public byte[] Patch(int colour) => (Kind switch
    {
        "Pod" => MapValue.Of(("metadata", MapValue.Of(("annotations", Coloured(colour))))),
        "ConfigMap" => MapValue.Of(("data", Coloured(colour))),
        _ => MapValue.Of(("spec", Coloured(colour))),
    }).ToUtf8Bytes();

    private static MapValue Coloured(int colour) => MapValue.Of(("colour", $"c{colour}"));

    private MapValue Document(MapValue metadata, int colour)
    {
        var (member, content) = Kind switch
        {
            "Pod" => ("spec", PodSpec),
            "ConfigMap" => ("data", Coloured(colour).With("text", StringValue.Of(Filler))),
            _ => ("spec", MapValue.Of(("colour", $"c{colour}"), ("text", Filler), ("size", 3), ("parts", ListValue.Of(MapValue.Of(("name", "one"), ("count", 1)), MapValue.Of(("name", "two"), ("count", 2)))))),
        };
        return MapValue.Of(("apiVersion", ApiVersion), ("kind", Kind), ("metadata", metadata), (member, content));
    }
}
