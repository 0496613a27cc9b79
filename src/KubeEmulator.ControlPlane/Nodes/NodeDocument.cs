using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <summary>The Node objects that kubelets register and keep; kubelet's <c>kubelet_node_status.go</c> and <c>nodestatus/setters.go</c>.</summary>
internal static class NodeDocument
{
    /// <summary>The version that nodes say they run.</summary>
    public const string Version = "v1.36.2";

    private const int MostImages = 50;

    /// <summary>A new node, its status included.</summary>
    public static MapValue Create(NodeSpec spec, string name, (int InCluster, int InSpec) number, IReadOnlyList<string> podRanges, DateTimeOffset now)
    {
        var labels = new MapBuilder(8)
        {
            { "beta.kubernetes.io/arch", spec.Architecture },
            { "beta.kubernetes.io/os", spec.OperatingSystem },
            { WellKnownLabels.Arch, spec.Architecture },
            { WellKnownLabels.Hostname, name },
            { WellKnownLabels.Os, spec.OperatingSystem },
        };
        if (spec.Region.Length > 0)
        {
            labels[WellKnownLabels.Region] = spec.Region;
        }

        if (spec.Zones.Count > 0)
        {
            labels[WellKnownLabels.Zone] = spec.Zones[number.InSpec % spec.Zones.Count];
        }

        foreach (var (key, value) in spec.Labels)
        {
            labels[key] = value;
        }

        var node = new KubeObject(MapValue.Of(
            ("kind", "Node"),
            ("apiVersion", "v1"),
            ("metadata", MapValue.Of(
                ("name", name),
                ("labels", labels.Build()),
                ("annotations", MapValue.Of(("volumes.kubernetes.io/controller-managed-attach-detach", "true"))))),
            ("spec", Spec(spec, podRanges))));
        return node.WithStatus(Status(node, spec, number.InCluster, NodePressure.None, null, now)).Root;
    }

    /// <summary>The status that a kubelet gives its node: what it says already stays, what is missing is filled in, and the node is ready.</summary>
    public static MapValue Status(KubeObject node, NodeSpec spec, int index, NodePressure pressure, string? notReady, DateTimeOffset now)
    {
        var status = node.Status;
        var capacity = status.Map("capacity") is { Count: > 0 } known ? known : Amounts(NodeSpec.DefaultCapacity, spec.Capacity);
        status = status.With("capacity", capacity);
        status = status.WithDefault("allocatable", Amounts(capacity.ToDictionary(p => p.Key, p => ((p.Value as StringValue)?.Text) ?? p.Value.ToString()!, StringComparer.Ordinal), spec.Allocatable));
        foreach (var condition in NodeConditions.Of(pressure, notReady))
        {
            status = Heartbeat(status, condition, now);
        }

        if (status.List("addresses") is not { Count: > 0 })
        {
            status = status.With("addresses", ListValue.Of(
                MapValue.Of(("type", "InternalIP"), ("address", NodeAddresses.Of(index))),
                MapValue.Of(("type", "Hostname"), ("address", node.Name))));
        }

        status = status.WithDefault("daemonEndpoints", MapValue.Of(("kubeletEndpoint", MapValue.Of(("Port", 10250)))));
        if (status.Map("nodeInfo")?.String("kubeletVersion") is null or "")
        {
            status = status.With("nodeInfo", Info(node, spec));
        }

        return spec.Images.Count == 0 || status.ContainsKey("images")
            ? status
            : status.With("images", ListValue.From(spec.Images.Take(MostImages).Select(Pods.ImageStore.Entry)));
    }

    private static MapValue Heartbeat(MapValue status, MapValue condition, DateTimeOffset now)
    {
        var old = Conditions.Find(status, condition.StringOrEmpty("type"));
        var time = KubeTime.Format(now);
        var since = old?.String("status") == condition.String("status") ? old?["lastTransitionTime"] : null;
        return Conditions.Set(status, condition.With("lastHeartbeatTime", time).With("lastTransitionTime", since ?? time), now);
    }

    private static MapValue Spec(NodeSpec spec, IReadOnlyList<string> podRanges)
    {
        var result = new MapBuilder();
        if (podRanges.Count > 0)
        {
            result["podCIDR"] = podRanges[0];
            result["podCIDRs"] = ListValue.From(podRanges.Select(r => (Value)r));
        }

        if (spec.Taints.Count > 0)
        {
            result["taints"] = ListValue.From(spec.Taints.Select(Taint));
        }

        return result.Build();
    }

    // key=value:Effect or key:Effect, as kubectl taint reads it.
    private static MapValue Taint(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || text[(colon + 1)..] is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
        {
            throw new FormatException($"the taint \"{text}\" is not key=value:Effect with an effect of NoSchedule, PreferNoSchedule or NoExecute");
        }

        var (key, value) = text[..colon].Split('=', 2) is [var k, var v] ? (k, v) : (text[..colon], "");
        var taint = new MapBuilder { { "key", key } };
        if (value.Length > 0)
        {
            taint["value"] = value;
        }

        taint["effect"] = text[(colon + 1)..];
        return taint.Build();
    }

    private static MapValue Amounts(IReadOnlyDictionary<string, string> usual, IReadOnlyDictionary<string, string> given)
    {
        var all = new SortedDictionary<string, string>(usual.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (name, amount) in given)
        {
            all[name] = amount;
        }

        var map = new MapBuilder(all.Count);
        foreach (var (name, amount) in all)
        {
            map[name] = amount;
        }

        return map.Build();
    }

    private static MapValue Info(KubeObject node, NodeSpec spec) => MapValue.Of(
        ("machineID", Id(node.Name, "machine").Replace("-", "", StringComparison.Ordinal)),
        ("systemUUID", Id(node.Name, "system")),
        ("bootID", Id(node.Name, "boot")),
        ("kernelVersion", "6.1.0"),
        ("osImage", "Debian GNU/Linux 12 (bookworm)"),
        ("containerRuntimeVersion", "containerd://2.1.3"),
        ("kubeletVersion", Version),
        ("kubeProxyVersion", ""),
        ("operatingSystem", node.Metadata.Labels.String(WellKnownLabels.Os) ?? spec.OperatingSystem),
        ("architecture", node.Metadata.Labels.String(WellKnownLabels.Arch) ?? spec.Architecture));

    // The same for the same node in every run.
    private static string Id(string node, string what) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{node}/{what}"))).AsSpan(0, 16)).ToString();
}
