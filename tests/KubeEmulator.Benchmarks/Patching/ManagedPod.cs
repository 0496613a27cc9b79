using System.Globalization;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Patching;

/// <summary>A pod of about 4 KB without its owners, which are ten appliers and ten updaters.</summary>
internal static class ManagedPod
{
    public static MapValue Make(FieldManagement owners, FieldManagement statusOwners, DateTimeOffset now)
    {
        var containers = string.Join(',', Enumerable.Range(0, 3).Select(Container));
        var conditions = string.Join(',', new[] { "Ready", "Initialized", "PodScheduled", "ContainersReady" }.Select(t => $$"""{"type":"{{t}}","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"}"""));
        var statuses = string.Join(',', Enumerable.Range(0, 3).Select(i => string.Create(CultureInfo.InvariantCulture, $$$"""{"name":"c{{{i}}}","ready":true,"started":true,"restartCount":0,"image":"registry.example.com/web:1","imageID":"registry.example.com/web@sha256:0123456789abcdef","containerID":"containerd://0123456789abcdef","state":{"running":{"startedAt":"2026-01-01T00:00:00Z"} } }""")));
        var pod = (MapValue)Value.Parse($$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"default","uid":"u","resourceVersion":"1","labels":{"app":"web","tier":"front"},"annotations":{"note":"x"}},
            "spec":{"containers":[{{{containers}}}],"volumes":[{"name":"data","emptyDir":{}},{"name":"cfg","configMap":{"name":"cfg","defaultMode":420}}],"restartPolicy":"Always","dnsPolicy":"ClusterFirst",
            "serviceAccountName":"default","nodeName":"node-1","securityContext":{},"schedulerName":"default-scheduler","terminationGracePeriodSeconds":30,"enableServiceLinks":true,
            "tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}]},
            "status":{}}
            """);
        var live = owners.TrackUpdate(null, pod, "creator", now);
        var status = (MapValue)Value.Parse($$$"""{"phase":"Running","hostIP":"10.0.0.1","podIP":"10.1.0.1","podIPs":[{"ip":"10.1.0.1"}],"qosClass":"Burstable","conditions":[{{{conditions}}}],"containerStatuses":[{{{statuses}}}]}""");
        live = statusOwners.TrackUpdate(live, live.With("status", status), "kubelet", now);
        for (var i = 0; i < 8; i++)
        {
            live = owners.TrackUpdate(live, live.WithAt(["metadata", "annotations", $"updated-{i}"], "x"), $"updater-{i}", now);
        }

        for (var i = 0; i < 10; i++)
        {
            live = owners.Apply(live, Configuration(i, "x"), $"applier-{i}", force: false, now);
        }

        return live;
    }

    public static MapValue Configuration(int manager, string value) => (MapValue)Value.Parse(string.Create(CultureInfo.InvariantCulture, $$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"default","labels":{"applied-{{{manager}}}":"{{{value}}}"}},
        "spec":{"containers":[{"name":"c0","env":[{"name":"E{{{manager}}}","value":"1"}]}]}}
        """));

    private static string Container(int i) => string.Create(CultureInfo.InvariantCulture, $$$"""
        {"name":"c{{{i}}}","image":"registry.example.com/web:1","imagePullPolicy":"IfNotPresent","terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
        "ports":[{"name":"http","containerPort":8080,"protocol":"TCP"}],"env":[{"name":"A","value":"1"},{"name":"B","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"} } }],
        "resources":{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"100m","memory":"128Mi"}},"volumeMounts":[{"name":"data","mountPath":"/data"},{"name":"cfg","mountPath":"/cfg","readOnly":true}],
        "livenessProbe":{"httpGet":{"path":"/healthz","port":8080,"scheme":"HTTP"},"periodSeconds":10,"timeoutSeconds":1,"successThreshold":1,"failureThreshold":3} }
        """);
}
