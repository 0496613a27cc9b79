using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <summary>
/// What containers use where nobody says otherwise: a tenth of the CPU and half of the memory that they request, and a little where
/// they request nothing. Made up, but always the same.
/// </summary>
internal static class UsageModel
{
    private const long LittleCpu = 1_000_000;
    private const long LittleMemory = 16L << 20;
    private const long SystemCpu = 50_000_000;
    private const long SystemMemory = 256L << 20;

    public static NodeUsage Read(IEnumerable<KubeObject> pods, DateTimeOffset startTime, DateTimeOffset now)
    {
        var usages = pods.Where(p => p.Status.String("phase") == "Running").Select(p => Pod(p, now)).ToArray();
        var (cpu, memory) = (SystemCpu, SystemMemory);
        foreach (var container in usages.SelectMany(p => p.Containers))
        {
            cpu += container.Usage.CpuNanoCores;
            memory += container.Usage.MemoryBytes;
        }

        return new NodeUsage(now, startTime, new ResourceUsage(cpu, Seconds(cpu, startTime, now), memory), usages);
    }

    private static PodUsage Pod(KubeObject pod, DateTimeOffset now)
    {
        var requests = pod.Spec.Maps("containers").Concat(pod.Spec.Maps("initContainers")).ToDictionary(c => c.StringOrEmpty("name"), c => c.Map("resources")?.Map("requests"), StringComparer.Ordinal);
        var containers = new List<ContainerUsage>();
        foreach (var status in pod.Status.Maps("containerStatuses").Concat(pod.Status.Maps("initContainerStatuses")))
        {
            if (KubeTime.Parse(status.Map("state")?.Map("running")?.String("startedAt")) is { } started)
            {
                var name = status.StringOrEmpty("name");
                var wanted = requests.GetValueOrDefault(name);
                var cpu = Quantity.From(wanted?["cpu"]) is { Sign: > 0 } cores ? cores.MilliValue * 100_000 : LittleCpu;
                var memory = Quantity.From(wanted?["memory"]) is { Sign: > 0 } bytes ? bytes.Value / 2 : LittleMemory;
                containers.Add(new ContainerUsage(name, started, new ResourceUsage(cpu, Seconds(cpu, started, now), memory)));
            }
        }

        var since = containers.Count > 0 ? containers.Min(c => c.StartTime) : now;
        return new PodUsage(pod.Namespace, pod.Name, pod.Metadata.Uid, since, containers);
    }

    private static long Seconds(long nanoCores, DateTimeOffset since, DateTimeOffset now) => (long)(nanoCores * Math.Max((now - since).TotalSeconds, 0));
}
