using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Chaos;

/// <summary>What holds in every cluster that has come to rest, whatever happened to it before.</summary>
internal static class ChaosInvariants
{
    /// <summary>The rules that do not hold, one line each.</summary>
    public static IReadOnlyList<string> Broken(EmulatedCluster cluster) =>
    [
        .. Replicas(cluster),
        .. Daemons(cluster),
        .. Jobs(cluster),
        .. Nodes(cluster),
        .. Pods(cluster),
        .. EndpointsOfServices(cluster),
        .. Quotas(cluster),
        .. Budgets(cluster),
        .. Volumes(cluster),
        .. Everything(cluster),
        .. Controllers(cluster),
    ];

    private static IEnumerable<string> Replicas(EmulatedCluster cluster)
    {
        foreach (var kind in (string[])["Deployment", "ReplicaSet", "StatefulSet", "ReplicationController"])
        {
            foreach (var workload in cluster.Objects.List(kind))
            {
                var wanted = workload.Spec.Integer("replicas") ?? 1;
                string[] counts = kind == "Deployment" || kind == "StatefulSet"
                    ? ["replicas", "readyReplicas", "availableReplicas", "updatedReplicas"]
                    : ["replicas", "readyReplicas", "availableReplicas"];
                foreach (var count in counts.Where(c => (workload.Status.Integer(c) ?? 0) != wanted))
                {
                    yield return $"{workload} wants {wanted} and has {count}: {workload.Status.Integer(count) ?? 0}";
                }

                if (workload.Status.Integer("observedGeneration") != workload.Metadata.Generation)
                {
                    yield return $"{workload} has not been looked at";
                }

                if (kind != "Deployment" && Owned(cluster, workload).Count() is var pods && pods != wanted)
                {
                    yield return $"{workload} wants {wanted} pods and owns {pods}";
                }
            }
        }
    }

    private static IEnumerable<string> Daemons(EmulatedCluster cluster)
    {
        var nodes = cluster.Objects.List("Node").Count;
        return cluster.Objects.List("DaemonSet")
            .Where(d => (d.Status.Integer("numberReady") ?? 0) != nodes || (d.Status.Integer("updatedNumberScheduled") ?? 0) != nodes || Owned(cluster, d).Count() != nodes)
            .Select(d => $"{d} is not on all {nodes} nodes: {d.Status}");
    }

    private static IEnumerable<string> Jobs(EmulatedCluster cluster)
    {
        foreach (var job in cluster.Objects.List("Job"))
        {
            if (!Conditions.IsTrue(job.Status, "Complete") && !Conditions.IsTrue(job.Status, "Failed"))
            {
                yield return $"{job} has not ended: {job.Status}";
            }
            else if (Conditions.IsTrue(job.Status, "Complete") && job.Status.Integer("succeeded") != job.Spec.Integer("completions"))
            {
                yield return $"{job} is complete with {job.Status.Integer("succeeded")} of {job.Spec.Integer("completions")}";
            }
        }

        foreach (var cron in cluster.Objects.List("CronJob").Where(c => c.Status.Maps("active").Any()))
        {
            yield return $"{cron} believes that Jobs run: {cron.Status}";
        }
    }

    private static IEnumerable<string> Nodes(EmulatedCluster cluster) => cluster.Objects.List("Node")
        .Where(n => !Conditions.IsTrue(n.Status, "Ready") || n.Spec.List("taints") is { Count: > 0 } || n.Spec.Bool("unschedulable") == true)
        .Select(n => $"{n} is not at work: {n.Spec["taints"]} {n.Status["conditions"]}");

    private static IEnumerable<string> Pods(EmulatedCluster cluster) => cluster.Objects.List("Pod").Select(p => new PodView(p))
        .Where(p => !PodState.IsTerminal(p) && (!PodState.IsReady(p) || cluster.Objects.Find("Node", p.NodeName) is null))
        .Select(p => $"{p.Object} is {p.Phase} on {p.NodeName}: {p.Status["conditions"]}");

    private static IEnumerable<string> EndpointsOfServices(EmulatedCluster cluster)
    {
        foreach (var service in cluster.Objects.List("Service").Where(s => s.Spec.Map("selector") is not null))
        {
            var selector = service.Spec.Map("selector")!;
            var ready = Sorted(cluster.Objects.List("Pod", service.Namespace).Select(p => new PodView(p))
                .Where(p => !PodState.IsTerminal(p) && PodState.IsReady(p) && selector.All(s => Equals(p.Labels[s.Key], s.Value))).Select(p => p.PodIP));
            var slices = Sorted(cluster.Objects.List("EndpointSlice", service.Namespace, $"kubernetes.io/service-name={service.Name}")
                .SelectMany(s => s.Root.Maps("endpoints")).Where(e => e.Map("conditions")?.Bool("ready") != false).SelectMany(e => e.Strings("addresses")));
            var endpoints = Sorted((cluster.Objects.Find("Endpoints", service.Name, service.Namespace)?.Root.Maps("subsets") ?? [])
                .SelectMany(s => s.Maps("addresses")).Select(a => a.StringOrEmpty("ip")));
            if (slices != ready || endpoints != ready)
            {
                yield return $"{service}: ready pods {ready}; slices {slices}; endpoints {endpoints}";
            }
        }

        static string Sorted(IEnumerable<string> addresses) => string.Join(' ', addresses.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Quotas(EmulatedCluster cluster)
    {
        foreach (var quota in cluster.Objects.List("ResourceQuota"))
        {
            PodView[] pods = [.. cluster.Objects.List("Pod", quota.Namespace).Select(p => new PodView(p)).Where(p => !PodState.IsTerminal(p))];
            var cpu = pods.SelectMany(p => p.Containers).Aggregate(Quantity.Zero, (sum, c) => sum + (Quantity.From(c.Root.Map("resources")?.Map("requests")?["cpu"]) ?? Quantity.Zero));
            foreach (var (name, used) in new (string, Quantity)[]
            {
                ("pods", Quantity.Of(pods.Length)),
                ("requests.cpu", cpu),
                ("services", Count("Service")),
                ("count/deployments.apps", Count("Deployment")),
                ("count/jobs.batch", Count("Job")),
            })
            {
                if (Quantity.From(quota.Status.Map("used")?[name]) != used)
                {
                    yield return $"{quota} says {name} {quota.Status.Map("used")?[name]}; there are {used}";
                }
            }

            Quantity Count(string kind) => Quantity.Of(cluster.Objects.List(kind, quota.Namespace).Count);
        }
    }

    private static IEnumerable<string> Budgets(EmulatedCluster cluster) => cluster.Objects.List("PodDisruptionBudget")
        .Where(b => b.Status.Map("disruptedPods")?.Count > 0 || b.Status.Integer("observedGeneration") != b.Metadata.Generation)
        .Select(b => $"{b} waits for pods that have gone: {b.Status}");

    private static IEnumerable<string> Volumes(EmulatedCluster cluster) =>
    [
        .. cluster.Objects.List("PersistentVolumeClaim").Where(c => c.Status.String("phase") != "Bound").Select(c => $"{c} is {c.Status}"),
        .. cluster.Objects.List("PersistentVolume").Where(v => v.Status.String("phase") != "Bound").Select(v => $"{v} is {v.Status}"),
    ];

    // Nobody waits to be deleted, and nobody is owned by something that is not there.
    private static IEnumerable<string> Everything(EmulatedCluster cluster)
    {
        var snapshot = cluster.Snapshot().Objects;
        foreach (var stored in snapshot.Resources.SelectMany(r => snapshot.List(r)))
        {
            if (stored.Metadata.IsDeleting)
            {
                yield return $"{stored} is stuck: finalizers {stored.Metadata.Root["finalizers"]}, {stored.Status["conditions"]}";
            }

            foreach (var owner in stored.Metadata.Owners.Where(o => snapshot.ByUid(o.Uid) is null))
            {
                yield return $"{stored} belongs to {owner.Kind} {owner.Name}, which is not there";
            }
        }
    }

    // Refusals were asked for, and the namespace controller says as upstream's what is left; anything else that a controller threw is a bug.
    private static IEnumerable<string> Controllers(EmulatedCluster cluster) => cluster.Controllers!.States
        .Where(s => s.Queued > 0 || (s.LastFault is not (null or ApiException) && s.Name != "namespace-controller"))
        .Select(s => $"{s.Name}: {s.Queued} keys wait, {s.LastFault}");

    private static IEnumerable<KubeObject> Owned(EmulatedCluster cluster, KubeObject owner) => cluster.Objects.List("Pod", owner.Namespace)
        .Where(p => p.Metadata.Controller?.Uid == owner.Metadata.Uid && PodState.IsActive(new PodView(p)));
}
