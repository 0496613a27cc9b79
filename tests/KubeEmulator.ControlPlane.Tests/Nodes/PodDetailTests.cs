using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Nodes;

/// <summary>Probes, hooks, init containers, configuration: what a pod looks like on the way.</summary>
public sealed class PodDetailTests
{
    [Fact]
    public async Task ReadinessProbe_OfAServer_FollowsItsFiles()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "containers: [{name: c, image: nginx, readinessProbe: {httpGet: {port: 80, path: /ready}, periodSeconds: 5, failureThreshold: 1}}]");
        Assert.False(cluster.IsTrue("web", "Ready"));
        Assert.Contains("Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 404", cluster.Events("web"));

        await cluster.ExecAsync("web", "sh", "-c", "echo ok > /usr/share/nginx/html/ready");
        await cluster.AdvanceAsync(5);

        Assert.True(cluster.IsTrue("web", "Ready"));
    }

    [Fact]
    public async Task LivenessProbe_ThatFailsThreeTimes_RestartsTheContainer()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "terminationGracePeriodSeconds: 5, containers: [{name: c, image: busybox, command: [sleep, \"3600\"], livenessProbe: {exec: {command: [cat, /tmp/healthy]}, periodSeconds: 10}}]");

        await cluster.AdvanceAsync(19);
        Assert.Equal(0, cluster.Status("web").Integer("restartCount"));
        await cluster.AdvanceAsync(10);

        Assert.Equal(1, cluster.Status("web").Integer("restartCount"));
        Assert.Contains("Killing: Container c failed liveness probe, will be restarted", cluster.Events("web"));
        Assert.Contains(cluster.Events("web"), e => e.StartsWith("Unhealthy: Liveness probe failed: cat: ", StringComparison.Ordinal) && e.EndsWith("x4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TcpProbe_WhereNobodyListens_IsRefused()
    {
        await using var cluster = await NodeHarness.StartAsync();

        await cluster.PodAsync("web", "containers: [{name: c, image: pause, readinessProbe: {tcpSocket: {port: 81}}}]");

        Assert.Contains("Unhealthy: Readiness probe failed: dial tcp 10.244.0.2:81: connect: connection refused", cluster.Events("web"));
    }

    [Fact]
    public async Task ImageWithoutProgram_IsReadyAtOnce_WhateverItsProbes()
    {
        await using var cluster = await NodeHarness.StartAsync();

        await cluster.PodAsync("app", "containers: [{name: c, image: \"shop/app:1\", startupProbe: {grpc: {port: 9}}, livenessProbe: {exec: {command: [/bin/app, check]}}, readinessProbe: {httpGet: {port: 8080}}}]");

        Assert.True(cluster.IsTrue("app", "Ready"));
    }

    [Fact]
    public async Task InitContainersAndSidecars_StartInOrder()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", """
            initContainers: [{name: one, image: busybox, command: [sleep, "5"]}, {name: side, image: pause, restartPolicy: Always}, {name: two, image: busybox, command: [sleep, "5"]}],
            containers: [{name: c, image: pause}]
            """);

        Assert.Equal(("running", "waiting PodInitializing", "waiting PodInitializing"), (cluster.State("web", "one"), cluster.State("web", "side"), cluster.State("web", "c")));
        Assert.Equal("containers with incomplete status: [one side two]", Rules.Conditions.Find(cluster.Pod("web").Status, "Initialized")!.String("message"));
        await cluster.AdvanceAsync(5);
        Assert.Equal(("terminated Completed 0", "running", "running"), (cluster.State("web", "one"), cluster.State("web", "side"), cluster.State("web", "two")));
        Assert.Equal("Pending", cluster.Phase("web"));
        await cluster.AdvanceAsync(5);

        Assert.Equal(("Running", "running"), (cluster.Phase("web"), cluster.State("web", "c")));
    }

    [Fact]
    public async Task SidecarOfAJob_EndsAfterItsContainer()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("job", "restartPolicy: Never, initContainers: [{name: side, image: pause, restartPolicy: Always}], containers: [{name: c, image: busybox, command: [sleep, \"5\"]}]");
        await cluster.AdvanceAsync(6);

        Assert.Equal("Succeeded", cluster.Phase("job"));
        Assert.Equal("terminated Completed 0", cluster.State("job", "side"));
    }

    [Fact]
    public async Task MissingConfig_HoldsThePod_UntilItIsThere()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "volumes: [{name: v, configMap: {name: files}}], containers: [{name: c, image: busybox, command: [sleep, \"9999\"], env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}], volumeMounts: [{name: v, mountPath: /v}]}]");

        Assert.Equal("waiting ContainerCreating", cluster.State("web"));
        Assert.Contains("FailedMount: MountVolume.SetUp failed for volume \"v\" : configmap \"files\" not found", cluster.Events("web"));
        await cluster.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: files}, data: {a: one}}");
        Assert.Equal("waiting CreateContainerConfigError", cluster.State("web"));
        Assert.Contains("Failed: Error: secret \"s\" not found", cluster.Events("web"));
        await cluster.ApplyAsync("{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {k: c2VjcmV0}}");

        Assert.Equal("running", cluster.State("web"));
        Assert.Equal((0, "one secret\n"), await cluster.ExecAsync("web", "sh", "-c", "echo $(cat /v/a) $A"));
        await cluster.PatchAsync("configmaps", "files", "{data: {a: two}}");
        Assert.Equal((0, "two"), await cluster.ExecAsync("web", "cat", "/v/a"));
    }

    [Fact]
    public async Task PreStopHook_RunsBeforeTheSignal()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "containers: [{name: c, image: pause, lifecycle: {preStop: {sleep: {seconds: 10}}}}]");

        await cluster.DeleteAsync("pods", "web");
        await cluster.AdvanceAsync(9);
        Assert.NotNull(cluster.Find("pods", "web"));
        await cluster.AdvanceAsync(2);

        Assert.Null(cluster.Find("pods", "web"));
    }

    [Fact]
    public async Task ActiveDeadline_EndsThePod()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("job", "restartPolicy: Never, activeDeadlineSeconds: 60, containers: [{name: c, image: pause}]");

        await cluster.AdvanceAsync(61);

        Assert.Equal(("Failed", "DeadlineExceeded"), (cluster.Phase("job"), cluster.Pod("job").Status.String("reason")));
        Assert.Contains("DeadlineExceeded: Pod was active on the node longer than the specified deadline", cluster.Events("job"));
    }

    [Fact]
    public async Task CommandThatIsNotThere_IsAStartError()
    {
        await using var cluster = await NodeHarness.StartAsync();

        await cluster.PodAsync("job", "restartPolicy: Never, containers: [{name: c, image: busybox, command: [nonsense]}]");

        Assert.Equal(("Failed", "terminated StartError 128"), (cluster.Phase("job"), cluster.State("job")));
        Assert.EndsWith("exec: \"nonsense\": executable file not found in $PATH", cluster.Status("job").StringAt("state", "terminated", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TerminationMessage_IsTheFile_OrTheEndOfTheLog()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("file", "restartPolicy: Never, containers: [{name: c, image: busybox, command: [sh, -c, \"echo bye > /dev/termination-log\"]}]");
        await cluster.PodAsync("log", "restartPolicy: Never, containers: [{name: c, image: busybox, terminationMessagePolicy: FallbackToLogsOnError, command: [sh, -c, \"echo trouble; exit 2\"]}]");

        Assert.Equal("bye\n", cluster.Status("file").StringAt("state", "terminated", "message"));
        Assert.Equal("trouble\n", cluster.Status("log").StringAt("state", "terminated", "message"));
    }

    [Fact]
    public async Task EphemeralContainer_StartsInARunningPod()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "containers: [{name: c, image: pause}]");

        await cluster.PatchAsync("pods", "web", "{spec: {ephemeralContainers: [{name: debug, image: busybox, command: [sleep, \"60\"]}]}}", "ephemeralcontainers");

        Assert.Equal("running", cluster.State("web", "debug"));
        Assert.True(cluster.IsTrue("web", "Ready"));
    }

    [Fact]
    public async Task ReadinessGate_HoldsThePodUnready_UntilSomebodySetsTheCondition()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "readinessGates: [{conditionType: example.com/lb}], containers: [{name: c, image: pause}]");
        Assert.Equal("corresponding condition of pod readiness gate \"example.com/lb\" does not exist.", Rules.Conditions.Find(cluster.Pod("web").Status, "Ready")!.String("message"));

        await cluster.PatchAsync("pods", "web", "{status: {conditions: [{type: example.com/lb, status: \"True\"}]}}", "status");

        Assert.True(cluster.IsTrue("web", "Ready"));
    }

    [Fact]
    public async Task ServiceVariables_AndExpansion_AreInTheEnvironment()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.ApplyAsync("{apiVersion: v1, kind: Service, metadata: {name: my-db}, spec: {clusterIP: 10.96.0.9, ports: [{port: 5432}]}}");

        await cluster.PodAsync("web", "containers: [{name: c, image: busybox, command: [sh, -c, \"echo $(URL); sleep 99\"], env: [{name: URL, value: \"db://$(MY_DB_SERVICE_HOST):$(MY_DB_SERVICE_PORT)\"}]}]");

        Assert.Equal("db://10.96.0.9:5432\n", await cluster.LogsAsync("web"));
    }
}
