namespace KubeEmulator.Tests.Chaos;

/// <summary>What a chaotic day may create. Every workload comes with a Service of its name over its pods.</summary>
internal static class ChaosWorkloads
{
    /// <summary>The kinds whose <c>spec.replicas</c> can be set.</summary>
    public static readonly string[] Scalable = ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"];

    /// <summary>The kinds that own pods or Jobs.</summary>
    public static readonly string[] Kinds = [.. Scalable, "DaemonSet", "Job", "CronJob"];

    public const string StorageClass = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: disk}, provisioner: ebs.csi.aws.com, volumeBindingMode: WaitForFirstConsumer}";

    private const string Disks = ", volumeClaimTemplates: [{metadata: {name: disk}, spec: {accessModes: [ReadWriteOnce], storageClassName: disk, resources: {requests: {storage: 1Gi}}}}]";

    public static string Namespace(string name) =>
        $"{{apiVersion: v1, kind: Namespace, metadata: {{name: {name}}}}}\n---\n"
        + $"{{apiVersion: v1, kind: ResourceQuota, metadata: {{name: all, namespace: {name}}}, spec: {{hard: {{pods: 400, requests.cpu: 40, services: 100, count/deployments.apps: 50, count/jobs.batch: 200}}}}}}";

    public static string Workload(string kind, string name, Random chance) => kind switch
    {
        "Job" => $"{{apiVersion: batch/v1, kind: Job, metadata: {{name: {name}}}, spec: {JobSpec(name, chance)}}}",
        "CronJob" => $"{{apiVersion: batch/v1, kind: CronJob, metadata: {{name: {name}}}, spec: {{schedule: '{chance.Next(5, 20)} * * * *', concurrencyPolicy: {Pick(chance, "Allow", "Forbid", "Replace")}, jobTemplate: {{spec: {JobSpec(name, chance)}}}}}}}",
        _ => Serving(kind, name, chance),
    } + $"\n---\n{{apiVersion: v1, kind: Service, metadata: {{name: {name}}}, spec: {{selector: {{app: {name}}}, ports: [{{port: 80}}]}}}}";

    public static string Budget(string name, Random chance) =>
        $"{{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {{name: {name}}}, spec: {{maxUnavailable: {chance.Next(1, 3)}, selector: {{matchLabels: {{app: {name}}}}}}}}}";

    public static string LonePod(string name, string app) =>
        $"{{apiVersion: v1, kind: Pod, metadata: {{name: {name}, labels: {{app: {app}}}}}, spec: {PodSpec(0)}}}";

    public static string PodSpec(int version) =>
        $"{{containers: [{{name: c, image: 'nginx:{version}', resources: {{requests: {{cpu: 10m}}}}}}]}}";

    private static string Serving(string kind, string name, Random chance)
    {
        var more = kind switch
        {
            "Deployment" => $", minReadySeconds: {chance.Next(0, 2) * 15}, strategy: {{type: {Pick(chance, "RollingUpdate", "RollingUpdate", "Recreate")}}}",
            "StatefulSet" => $", serviceName: {name}, podManagementPolicy: {Pick(chance, "OrderedReady", "Parallel")}{Pick(chance, "", Disks)}, persistentVolumeClaimRetentionPolicy: {{whenScaled: {Pick(chance, "Retain", "Delete")}, whenDeleted: {Pick(chance, "Retain", "Delete")}}}",
            _ => "",
        };
        var (api, selector) = kind == "ReplicationController" ? ("v1", $"{{app: {name}}}") : ("apps/v1", $"{{matchLabels: {{app: {name}}}}}");
        var replicas = kind == "DaemonSet" ? "" : $"replicas: {chance.Next(0, 5)}, ";
        return $"{{apiVersion: {api}, kind: {kind}, metadata: {{name: {name}}}, spec: {{{replicas}selector: {selector}, template: {{metadata: {{labels: {{app: {name}}}}}, spec: {PodSpec(0)}}}{more}}}}}";
    }

    private static string JobSpec(string name, Random chance)
    {
        var command = Pick(chance, "sleep 30", "sleep 90", "sleep 5; exit 1");
        return $"{{completions: {chance.Next(1, 4)}, parallelism: {chance.Next(1, 3)}, backoffLimit: {chance.Next(0, 3)}{Pick(chance, "", ", ttlSecondsAfterFinished: 1800")}, "
            + $"template: {{metadata: {{labels: {{app: {name}}}}}, spec: {{restartPolicy: {Pick(chance, "Never", "OnFailure")}, containers: [{{name: c, image: busybox, command: [sh, -c, '{command}'], resources: {{requests: {{cpu: 10m}}}}}}]}}}}}}";
    }

    private static string Pick(Random chance, params string[] choices) => choices[chance.Next(choices.Length)];
}
